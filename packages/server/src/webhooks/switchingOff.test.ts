import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR, openWebhookTest, type WebhookTest } from '../testing/openWebhookTest.js';

let opened: WebhookTest;
let portal: WebhookTest['portal'];
let receiver: WebhookTest['receiver'];
let createEndpoint: WebhookTest['createEndpoint'];
let getEndpoint: WebhookTest['getEndpoint'];
let updateEndpoint: WebhookTest['updateEndpoint'];
let attemptsOf: WebhookTest['attemptsOf'];
let createCustomer: WebhookTest['createCustomer'];
let listEvents: WebhookTest['listEvents'];
let pass: WebhookTest['pass'];
let typesTo: WebhookTest['typesTo'];
beforeEach(async () => {
  opened = await openWebhookTest();
  ({
    portal,
    receiver,
    createEndpoint,
    getEndpoint,
    updateEndpoint,
    attemptsOf,
    createCustomer,
    listEvents,
    pass,
    typesTo,
  } = opened);
});
afterEach(() => opened.close());

test('[S189] what is gone is switched off at once, and the others are told', async () => {
  const [gone, watching] = [await createEndpoint(), await createEndpoint()];
  const before = await createCustomer();
  receiver.answer = ({ url }) => ({ status: url === gone.url ? 410 : 200, retryAfter: null });
  await receiver.deliverDue();
  expect(await getEndpoint(gone)).toMatchObject({ enabled: false, disabledReason: 'gone' });
  expect((await attemptsOf(gone))[0]).toMatchObject({ statusCode: 410, nextAttemptAt: null });
  expect(typesTo(watching)).toEqual(['customer.created', 'webhook_endpoint.disabled']);
  const { data } = await listEvents('&type=webhook_endpoint.disabled');
  expect(data).toMatchObject([
    { customer: null, data: { object: { id: gone.id, disabledReason: 'gone' } }, request: { id: null } },
  ]);
  expect(JSON.stringify(data)).not.toContain('whsec_');

  // Nothing is sent, nor gathered, while it is off; what was due before is sent when it is on again.
  await createCustomer('later@example.com');
  pass(HOUR);
  await receiver.deliverDue();
  receiver.answer = () => ({ status: 200, retryAfter: null });
  expect(await updateEndpoint(gone, { enabled: true })).toMatchObject({
    enabled: true,
    disabledReason: null,
  });
  expect((await receiver.deliverDue()).map(({ url, event }) => [url, event.customer])).toEqual([
    [gone.url, before.id],
  ]);
});

test('[S189] what has failed for 120 hours is switched off, and one success makes it forgotten', async () => {
  const endpoint = await createEndpoint();
  const fail = async (status = 500) => {
    receiver.answer = () => ({ status, retryAfter: null });
    await createCustomer();
    await receiver.deliverDue();
    return getEndpoint(endpoint);
  };
  expect(await fail()).toMatchObject({ enabled: true, failingSince: '2026-11-20T09:00:00.000Z' });
  pass(20 * HOUR);
  expect(await fail(200)).toMatchObject({ failingSince: null });
  for (let hours = 0; hours < 120; hours += 20) {
    expect(await fail()).toMatchObject({ enabled: true, failingSince: '2026-11-21T05:00:00.000Z' });
    pass(20 * HOUR);
  }
  expect(await fail()).toMatchObject({ enabled: false, disabledReason: 'failing' });
  expect((await listEvents('&type=webhook_endpoint.disabled')).data).toHaveLength(1);
  expect(await updateEndpoint(endpoint, { enabled: true })).toMatchObject({
    failingSince: null,
    disabledReason: null,
  });
});

test('[S189] failures that are far apart are not one: nobody has tried in between', async () => {
  const endpoint = await createEndpoint();
  receiver.answer = () => ({ status: 500, retryAfter: null });
  await createCustomer();
  await receiver.deliverDue();
  await portal.database.execute(sql`delete from webhook_deliveries`);
  pass(200 * HOUR);
  await createCustomer();
  await receiver.deliverDue();
  const failingSince = portal.clock.now().toISOString();
  expect(await getEndpoint(endpoint)).toMatchObject({ enabled: true, failingSince });
});

test('[S189] another address has failed for as long as it is there, and not for as long as the one before', async () => {
  const endpoint = await createEndpoint();
  receiver.answer = () => ({ status: 500, retryAfter: null });
  for (let hours = 0; hours < 120; hours += 20) {
    await createCustomer();
    await receiver.deliverDue();
    pass(20 * HOUR);
  }
  const url = 'https://moved.example.com/webhooks';
  expect(await updateEndpoint(endpoint, { url })).toMatchObject({ url, failingSince: null });
  await createCustomer();
  await receiver.deliverDue();
  const failingSince = portal.clock.now().toISOString();
  expect(await getEndpoint(endpoint)).toMatchObject({ enabled: true, failingSince });
});

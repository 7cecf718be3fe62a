import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWebhookTest, type WebhookTest } from '../testing/openWebhookTest.js';

let opened: WebhookTest;
let portal: WebhookTest['portal'];
let receiver: WebhookTest['receiver'];
let createEndpoint: WebhookTest['createEndpoint'];
let getEndpoint: WebhookTest['getEndpoint'];
let updateEndpoint: WebhookTest['updateEndpoint'];
let attemptsOf: WebhookTest['attemptsOf'];
let createCustomer: WebhookTest['createCustomer'];
let listEvents: WebhookTest['listEvents'];
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
    typesTo,
  } = opened);
});
afterEach(() => opened.close());

test('[S190] an event is sent once more under its id, from the first try on', async () => {
  const [one, other] = [await createEndpoint(), await createEndpoint({ eventTypes: ['invoice.paid'] })];
  await createCustomer();
  const { event } = (await receiver.deliverDue())[0]!;
  const redeliver = (body: object = {}) =>
    portal.merchant<{ event: string; endpoints: string[] }>('POST', `/v1/events/${event.id}/redeliver`, body);
  expect(await redeliver()).toEqual({ event: event.id, endpoints: [one.id] });
  expect((await receiver.deliverDue()).map((it) => [it.url, it.event])).toEqual([[one.url, event]]);
  expect(await redeliver({ endpoint: other.id })).toEqual({ event: event.id, endpoints: [other.id] });
  receiver.answer = () => ({ status: 500, retryAfter: null });
  expect((await receiver.deliverDue()).map(({ url }) => url)).toEqual([other.url]);
  expect((await attemptsOf(other))[0]).toMatchObject({
    attempt: 1,
    nextAttemptAt: '2026-11-20T09:00:05.000Z',
  });
  expect((await attemptsOf(one)).map(({ attempt }) => attempt).toSorted()).toEqual([1, 2]);
});

test('[S190] one that is asked for while a try is under way is not swallowed by it', async () => {
  const endpoint = await createEndpoint();
  await createCustomer();
  let asked = false;
  receiver.answer = async ({ event }) => {
    if (!asked) await portal.merchant('POST', `/v1/events/${event.id}/redeliver`, {});
    asked = true;
    return { status: 200, retryAfter: null };
  };
  expect(await receiver.deliverDue()).toHaveLength(2);
  expect(await attemptsOf(endpoint)).toHaveLength(2);
});

test('[S190] a test event goes to its endpoint alone, once, and counts for nothing', async () => {
  const [endpoint, other] = [await createEndpoint({ eventTypes: ['invoice.paid'] }), await createEndpoint()];
  receiver.answer = () => ({ status: 500, retryAfter: null });
  const { event } = await portal.merchant<{ event: string }>(
    'POST',
    `/v1/webhook-endpoints/${endpoint.id}/test`,
    {},
  );
  const sent = await receiver.deliverDue();
  expect(sent.map((it) => [it.url, it.event.id, it.event.type])).toEqual([
    [endpoint.url, event, 'webhook_endpoint.test'],
  ]);
  expect(sent[0]!.body).not.toContain('whsec_');
  expect(typesTo(other)).toEqual([]);
  expect((await attemptsOf(endpoint))[0]).toMatchObject({ succeeded: false, nextAttemptAt: null });
  expect(await getEndpoint(endpoint)).toMatchObject({ failingSince: null });

  // Also when it is asked for once more: to the others it would be a test that nobody has asked for.
  const again = await portal.merchant<object>('POST', `/v1/events/${event}/redeliver`, {});
  expect(again).toMatchObject({ endpoints: [endpoint.id] });
  expect((await receiver.deliverDue()).map(({ url }) => url)).toEqual([endpoint.url]);
});

test('[S190] what is switched off can be sent nothing that somebody asks for now', async () => {
  const endpoint = await createEndpoint();
  await createCustomer();
  const { data } = await listEvents();
  await updateEndpoint(endpoint, { enabled: false });
  for (const [path, body] of [
    [`/v1/webhook-endpoints/${endpoint.id}/test`, {}],
    [`/v1/events/${data[0]!.id}/redeliver`, { endpoint: endpoint.id }],
  ] as const) {
    await expect(portal.merchant('POST', path, body)).rejects.toThrow(/409.*switched off/s);
  }
  const all = await portal.merchant<object>('POST', `/v1/events/${data[0]!.id}/redeliver`, {});
  expect(all).toMatchObject({ endpoints: [] });
  expect(await receiver.deliverDue()).toEqual([]);
});

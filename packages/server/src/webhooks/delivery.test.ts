import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Event, WebhookEndpointWithSecret } from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import { record } from '../events/record.js';
import { HOUR, openWebhookTest, type WebhookTest } from '../testing/openWebhookTest.js';

let opened: WebhookTest;
let portal: WebhookTest['portal'];
let receiver: WebhookTest['receiver'];
let createEndpoint: WebhookTest['createEndpoint'];
let getEndpoint: WebhookTest['getEndpoint'];
let updateEndpoint: WebhookTest['updateEndpoint'];
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
    createCustomer,
    listEvents,
    pass,
    typesTo,
  } = opened);
});
afterEach(() => opened.close());

test('[S185] an event is sent to each endpoint that is enabled and listens to its type', async () => {
  const [all, some, other, off] = [
    await createEndpoint(),
    await createEndpoint({ eventTypes: ['customer.created', 'invoice.paid'] }),
    await createEndpoint({ eventTypes: ['invoice.paid'] }),
    await createEndpoint(),
  ];
  await updateEndpoint(off, { enabled: false });
  const { id } = await createCustomer();
  await receiver.deliverDue();
  expect([all, some, other, off].map(typesTo)).toEqual([['customer.created'], ['customer.created'], [], []]);
  expect(receiver.received[0]!.event).toMatchObject({ customer: id, data: { object: { id } } });
  expect(await receiver.deliverDue()).toEqual([]);
});

test('[S185] what is undone was never told, and what comes before an endpoint is not sent to it', async () => {
  await createCustomer();
  await createEndpoint();
  const before = (await listEvents()).data.length;
  const { project, database, clock } = portal;
  const deed = { project, customer: null, target: null, by: 'server', at: clock.now() } as const;
  const undone = database.transaction(async (tx) => {
    await record({ database: tx, now: clock.now() }, { ...deed, type: 'invoice.paid', data: { object: {} } });
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await receiver.deliverDue()).toEqual([]);
  expect((await listEvents()).data.length).toBe(before);
  const [left] = await rowsOf<{ deliveries: number; deeds: number }>(
    database,
    sql`select (select count(*)::int from webhook_deliveries) as deliveries,
      (select count(*)::int from audit_log where action = 'invoice.paid') as deeds`,
  );
  expect(left).toEqual({ deliveries: 0, deeds: 0 });
});

test('[S186] a delivery is the event as it can be read, and merchants verify it with the library of Standard Webhooks', async () => {
  const endpoint = await createEndpoint();
  await createCustomer();
  const customer = await portal.createScenario('active');
  await portal.createLink(customer.id, { actor: { id: 'u1', name: 'Demo Support', email: null } });
  const messages = await receiver.deliverDue();
  expect(messages.length).toBeGreaterThan(2);
  for (const { body, headers, event } of messages) {
    expect(new Webhook(endpoint.secret).verify(body, headers)).toEqual(event);
    expect(headers['webhook-id']).toBe(event.id);
    expect(JSON.parse(body)).toEqual(await portal.merchant<Event>('GET', `/v1/events/${event.id}`));
    expect(() => new Webhook(endpoint.secret).verify(`${body} `, headers)).toThrow();
  }
  const link = messages.find(({ event }) => event.type === 'portal.session.created')!;
  expect(link.event).toMatchObject({ actor: { id: 'u1' }, request: { id: expect.stringMatching(/^req_/) } });
});

test('[S186] the id stays over all tries, and each has its own time', async () => {
  const endpoint = await createEndpoint();
  await createCustomer();
  receiver.answer = () => ({ status: 500, retryAfter: null });
  const [first] = await receiver.deliverDue();
  pass(6_000);
  const [second] = await receiver.deliverDue();
  expect(second!.body).toBe(first!.body);
  expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
  const times = [first!, second!].map(({ headers }) => Number(headers['webhook-timestamp']));
  expect(times[1]! - times[0]!).toBe(6);
  new Webhook(endpoint.secret).verify(second!.body, second!.headers);
});

test('[S184, S186] while a secret is rotated both sign, and afterwards only the new one', async () => {
  const old = await createEndpoint();
  const rotate = (overlapHours?: number) =>
    portal.merchant<WebhookEndpointWithSecret>('POST', `/v1/webhook-endpoints/${old.id}/rotate-secret`, {
      overlapHours,
    });
  const fresh = await rotate();
  expect(fresh).toMatchObject({ id: old.id, previousSecretUntil: '2026-11-21T09:00:00.000Z' });
  expect(fresh.secret).not.toBe(old.secret);
  const isSignedBy = async (...secrets: string[]) => {
    await createCustomer();
    const [message] = await receiver.deliverDue();
    return secrets.map((secret) => {
      try {
        return Boolean(new Webhook(secret).verify(message!.body, message!.headers));
      } catch {
        return false;
      }
    });
  };
  expect(await isSignedBy(old.secret, fresh.secret)).toEqual([true, true]);
  pass(24 * HOUR);
  expect(await isSignedBy(old.secret, fresh.secret)).toEqual([false, true]);
  expect((await getEndpoint(old)).previousSecretUntil).toBe(null);
  const last = await rotate(0);
  expect(last.previousSecretUntil).toBe(null);
  expect(await isSignedBy(fresh.secret, last.secret)).toEqual([false, true]);
});

test('[S186] an event that grows large is sent whole', async () => {
  await createEndpoint();
  const { project, database, clock } = portal;
  const deed = { project, customer: null, target: null, by: 'server', at: clock.now() } as const;
  const object = {
    id: 'in_1',
    lines: Array.from({ length: 500 }, (_, n) => ({ id: n, text: 'x'.repeat(100) })),
  };
  await record({ database, now: clock.now() }, { ...deed, type: 'invoice.created', data: { object } });
  const sent = await receiver.deliverDue();
  expect(sent.at(-1)!.event.data.object).toEqual(object);
});

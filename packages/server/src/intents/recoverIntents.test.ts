import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Quote, SubscriptionResult } from '@billfold/contract';
import { openRemotePortal, type RemoteCustomer, type RemotePortal } from '../testing/openRemotePortal.js';
import { rowsOf } from '../database/Database.js';
import { sql } from 'drizzle-orm';
import { forgetOldIntents, hasOpenIntent } from './intentRows.js';

const HOUR_MS = 60 * 60_000;
let remote: RemotePortal;
beforeAll(async () => {
  remote = await openRemotePortal({
    features: { subscriptionUpdate: { scheduleAtPeriodEnd: [] } },
    providerTimeoutMs: 4_000,
  });
});
afterAll(() => remote?.close());
afterEach(async () => {
  remote.network.mishap = () => null;
  remote.network.delay = () => null;
  await remote.recover();
  remote.network.done.clear();
  remote.network.sent.length = 0;
});

const timesDone = (name: string) =>
  [...remote.network.done.values()].filter((done) => done.name === name).length;
const timesSent = (name: string) => remote.network.sent.filter((sent) => sent.name === name).length;

/** Somebody whose change of plan was lost on the way. */
async function leaveOpen(): Promise<{ customer: RemoteCustomer; quote: Quote }> {
  const customer = await remote.subscribe();
  const quote = await customer.quoted('price_proMonthly', 2);
  remote.network.once('changeSubscription', 'lost_before');
  expect((await customer.change(quote, { key: 'once' })).body.status).toBe('pending');
  remote.network.mishap = () => null;
  return { customer, quote };
}

/** The same request once more, and nothing else. */
const again = (customer: RemoteCustomer, { id, subscription, subscriptionVersion }: Quote) =>
  customer.send(
    'POST',
    `/subscriptions/${subscription}/change`,
    { quote: id },
    { key: 'once', version: subscriptionVersion },
  );

test('[S340] one that never comes to an end holds up no other, and each is driven once at a time', async () => {
  const [broken, ...others] = [await leaveOpen(), await leaveOpen(), await leaveOpen(), await leaveOpen()];
  const isBroken = await rowsOf<{ id: string }>(
    remote.database,
    sql`select id from intents where customer_id = ${broken!.customer.id} and finished_at is null`,
  );
  remote.network.mishap = ({ key }) => (key?.startsWith(isBroken[0]!.id) ? 'lost_before' : null);
  remote.network.sent.length = 0;
  expect(await remote.recover()).toBe(4);
  expect(timesSent('changeSubscription')).toBe(4);
  expect((await remote.openIntents()).map(({ id }) => id)).toEqual([isBroken[0]!.id]);
  for (const { customer } of others) expect((await customer.there()).price.id).toBe('price_proMonthly');
  // It rests now.
  expect(await remote.portal.recoverIntents()).toBe(0);
});

test('[S341] what is older than 23 hours is never sent again: it is written down, told in the log, and its customer is free', async () => {
  const { customer, quote } = await leaveOpen();
  const start = remote.clock.now();
  remote.network.sent.length = 0;
  remote.clock.set(new Date(start.getTime() + 23 * HOUR_MS));
  expect(await remote.recover()).toBe(1);
  expect(remote.network.sent).toEqual([]);
  expect(await remote.auditOf(customer.id)).toContain('intent.abandoned');
  expect(remote.logged.at(-2)).toMatchObject({ level: 'error', entry: { customer: customer.id } });
  const { status, body } = await again(customer, quote);
  expect([status, body.error?.code]).toEqual([503, 'provider_unavailable']);
  expect(remote.network.sent).toEqual([]);
  expect(await hasOpenIntent(remote.database, remote.project, customer.id)).toBe(false);
  expect((await customer.subscription()).pendingPayment).toBeNull();
  remote.clock.set(start);
});

test('[S342] a key that is tried again after 23 hours is not driven either', async () => {
  const { customer, quote } = await leaveOpen();
  const start = remote.clock.now();
  remote.network.sent.length = 0;
  remote.clock.set(new Date(start.getTime() + 23 * HOUR_MS));
  const { status, body } = await again(customer, quote);
  expect([status, body.error?.code]).toEqual([503, 'provider_unavailable']);
  expect(remote.network.sent).toEqual([]);
  remote.clock.set(start);
});

test('[S343] results are kept for 25 hours, and what is open for as long as it is', async () => {
  const { customer } = await leaveOpen();
  const other = await remote.subscribe();
  await other.change(await other.quoted('price_proMonthly', 2), { key: 'once' });
  const kept = async () =>
    (
      await rowsOf(
        remote.database,
        sql`select id from intents where customer_id in (${customer.id}, ${other.id})`,
      )
    ).length;
  const before = await kept();
  await forgetOldIntents(remote.database, new Date(remote.clock.now().getTime() + 24 * HOUR_MS));
  expect(await kept()).toBe(before);
  await forgetOldIntents(remote.database, new Date(remote.clock.now().getTime() + 26 * HOUR_MS));
  expect(await kept()).toBe(1);
});

test('[S344] of many servers that recover at once one drives each intent', async () => {
  const left = [await leaveOpen(), await leaveOpen(), await leaveOpen()];
  remote.network.sent.length = 0;
  await remote.endLeases();
  const servers = [remote.portal, remote.server(), remote.server()];
  const counts = await Promise.all(servers.map((server) => server.recoverIntents()));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(left.length);
  expect(timesSent('changeSubscription')).toBe(left.length);
});

test('[S345] a server that was too slow has lost its lease: it writes nothing, and the change is made once', async () => {
  const customer = await remote.subscribe();
  const quote = await customer.quoted('price_proMonthly', 2);
  const before = (await remote.eventsOf(customer.id)).length;
  let wakeUp = () => {};
  let slow = true;
  remote.network.delay = ({ name }) => {
    if (name !== 'changeSubscription' || !slow) return null;
    slow = false;
    return new Promise<void>((resolve) => (wakeUp = resolve));
  };
  const first = customer.change(quote, { key: 'once' });
  await expect.poll(() => slow).toBe(false);
  await remote.endLeases();
  expect(await remote.server().recoverIntents()).toBe(1);
  wakeUp();
  const { status, body } = await first;
  expect([status, body.error?.code]).toEqual([409, 'idempotency_in_flight']);
  expect((await customer.change(quote, { key: 'once' })).body.status).toBe('succeeded');
  expect(timesDone('changeSubscription')).toBe(1);
  const told = (await remote.eventsOf(customer.id)).slice(before);
  expect(told.filter((type) => type === 'customer.subscription.updated')).toHaveLength(1);
});

test('[S346] the same key sent many times at once is driven by one, and all who are answered hear the same', async () => {
  const customer = await remote.subscribe();
  const quote = await customer.quoted('price_proMonthly', 2);
  const answers = await Promise.all(Array.from({ length: 8 }, () => customer.change(quote, { key: 'once' })));
  const said = answers.map(
    ({ status, body }) => body.error?.code ?? `${status} ${(body as SubscriptionResult).status}`,
  );
  expect(new Set(said)).toEqual(
    new Set(['200 succeeded', ...(said.includes('idempotency_in_flight') ? ['idempotency_in_flight'] : [])]),
  );
  expect(timesDone('changeSubscription')).toBe(1);
});

test('[S347] two changes of one customer at once come one after the other', async () => {
  const customer = await remote.subscribe();
  const subscription = await customer.subscription();
  const cancel = () => customer.act('PATCH', subscription, '', { cancelAtPeriodEnd: true });
  const rename = () => customer.send('PATCH', '/billing-details', { name: 'Example Customer' });
  const answers = await Promise.all([cancel(), rename(), cancel()]);
  // The second of the same kind sees what the first has made of it.
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 412]);
  expect(await remote.openIntents()).toEqual([]);
});

test('[S348] a provider that never answers is waited for no longer than a request may take', async () => {
  const customer = await remote.subscribe();
  const quote = await customer.quoted('price_proMonthly', 2);
  remote.network.once('changeSubscription', 'hang');
  const begun = Date.now();
  const { body } = await customer.change(quote, { key: 'once' });
  expect(body.status).toBe('pending');
  expect(timesSent('changeSubscription')).toBe(1);
  expect(Date.now() - begun).toBeLessThan(8_000);
  await remote.recover();
  expect(timesDone('changeSubscription')).toBe(1);
});

test('[S348] nor when it is told of a customer before their first change', async () => {
  const customer = await remote.subscribe();
  await remote.database.execute(sql`update customers set provider_customer = null where id = ${customer.id}`);
  remote.network.once('saveCustomer', 'hang');
  const renaming = customer.send('PATCH', '/billing-details', { name: 'Example Customer' }, { key: 'once' });
  const patience = new Promise<null>((resolve) => setTimeout(() => resolve(null), 8_000));
  expect((await Promise.race([renaming, patience]))?.status).toBe(503);
  const again = await customer.send(
    'PATCH',
    '/billing-details',
    { name: 'Example Customer' },
    { key: 'once' },
  );
  expect(again.status).toBe(200);
});

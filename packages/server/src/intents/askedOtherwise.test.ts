import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../access/Caller.js';
import { createSecretBox, makeEncryptionKey } from '../access/secretBox.js';
import { findCustomer } from '../customers/customerRows.js';
import { BillfoldError } from '../errors.js';
import type { CustomerBilling } from '../provider/CustomerBilling.js';
import type { Provider, UnitOfWork } from '../provider/Provider.js';
import { openRemotePortal, type RemotePortal } from '../testing/openRemotePortal.js';
import type { IntentParts } from './driveIntent.js';
import { runIntent } from './runIntent.js';

const MINUTE_MS = 60_000;
let remote: RemotePortal;
beforeAll(async () => {
  remote = await openRemotePortal({
    features: { subscriptionUpdate: { scheduleAtPeriodEnd: [] } },
    providerTimeoutMs: 10_000,
  });
});
afterAll(() => remote?.close());

test('[S387] an operation that asks otherwise than when its change was begun is given up after an hour, not after a day', async () => {
  const customer = await remote.subscribe();
  const quote = await customer.quoted('price_proMonthly', 2);
  remote.network.once('changeSubscription', 'lost_after');
  expect((await customer.change(quote, { key: 'once' })).body.status).toBe('pending');
  // As after an update of the server: what it asks for the same input is something else.
  await remote.database.execute(
    sql`update quotes set change = jsonb_set(change, '{quantity}', '7') where id = ${quote.id}`,
  );
  const start = remote.clock.now();
  expect(await remote.recover()).toBe(1);
  // A server of the version before may still bring it to its end.
  expect(await remote.openIntents()).toHaveLength(1);
  remote.clock.set(new Date(start.getTime() + 61 * MINUTE_MS));
  remote.network.sent.length = 0;
  expect(await remote.recover()).toBe(1);
  expect(remote.network.sent).toEqual([]);
  expect(await remote.openIntents()).toEqual([]);
  expect(await remote.auditOf(customer.id)).toContain('intent.abandoned');
  const renamed = await customer.send('PATCH', '/billing-details', { name: 'Example Customer' });
  expect(renamed.status).toBe(200);
  remote.clock.set(start);
});

test('[S387] nobody is told that a change was refused which was begun, because an operation does not ask for it any more', async () => {
  const customer = await remote.subscribe();
  const quote = await customer.quoted('price_proMonthly', 2);
  remote.network.once('changeSubscription', 'lost_after');
  expect((await customer.change(quote, { key: 'once' })).body.status).toBe('pending');
  const setUsed = (at: string | null) =>
    remote.database.execute(sql`update quotes set used_at = ${at}::timestamptz where id = ${quote.id}`);
  await setUsed('2026-11-20T08:00:00Z');
  const { status, body } = await customer.change(quote, { key: 'once' });
  expect([status, body.status]).toEqual([200, 'pending']);
  expect(await remote.openIntents()).toHaveLength(1);
  // A server that asks as before brings it to its end.
  await setUsed(null);
  expect((await customer.change(quote, { key: 'once' })).body.status).toBe('succeeded');
});

test('[S387] nor is what an operation comes to without it told as what became of it', async () => {
  const customer = await remote.subscribe();
  const billed = (await findCustomer(remote.database, remote.project, customer.id))!;
  let asks = true;
  let isReached = false;
  const billing = {
    removePaymentMethod: async () => {
      await unit!.intent!.step('do', async () => {
        if (!isReached) throw new BillfoldError('provider_unavailable');
      });
      return null;
    },
  } as unknown as CustomerBilling;
  let unit: UnitOfWork | undefined;
  const provider = {
    name: 'elsewhere',
    remote: {},
    forCustomer: (_: unknown, given: UnitOfWork) => ((unit = given), billing),
  } as unknown as Provider;
  const parts: IntentParts = {
    provider,
    database: remote.database,
    secretBox: createSecretBox(makeEncryptionKey()),
    doTask: async (_, __, asked) => {
      if (asks)
        await asked.provider.forCustomer(billed, {} as UnitOfWork).removePaymentMethod('pm_1' as never);
      return { removed: asks };
    },
    clock: remote.clock.now,
    askMs: 1_000,
    log: { info() {}, warn() {}, error() {} },
  };
  const { project } = remote;
  const wanted = { project, caller: 'test', key: 'once', input: {}, now: remote.clock.now() };
  const caller = { project, customer: billed } as Caller;
  const task = { door: 'billing', operation: 'removePaymentMethod', input: {}, caller, version: 0 } as const;
  const run = () => runIntent(parts, wanted, { task, request: undefined });
  await expect(run()).rejects.toMatchObject({ code: 'provider_unavailable' });
  asks = false;
  await expect(run()).rejects.toMatchObject({ code: 'provider_unavailable' });
  expect(await remote.openIntents()).toHaveLength(1);
  [asks, isReached] = [true, true];
  expect((await run()).result).toEqual({ removed: true });
});

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createSecretBox, makeEncryptionKey } from '../access/secretBox.js';
import type { Database } from '../database/Database.js';
import { BillfoldError } from '../errors.js';
import { openRemotePortal, type RemotePortal } from '../testing/openRemotePortal.js';
import type { IntentRow } from './intentRows.js';
import { hasBegun, stepsOf } from './stepsOf.js';

const HOUR_MS = 60 * 60_000;
let remote: RemotePortal;
let planCheck: (() => Promise<null>) | undefined;
beforeAll(async () => {
  remote = await openRemotePortal({
    features: { subscriptionUpdate: { scheduleAtPeriodEnd: [] } },
    providerTimeoutMs: 10_000,
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

/** Lets a call wait until the test goes on. */
function holdBack(name: string): { isHeld: () => boolean; letGo: () => void } {
  let held: (() => void) | null = null;
  remote.network.delay = (call) => {
    if (call.name !== name || held) return null;
    return new Promise<void>((resolve) => (held = resolve));
  };
  return { isHeld: () => held !== null, letGo: () => held?.() };
}

/** The server dies when it has looked whether a change can be made, and before it has sent any of it. */
async function dieBeforeSending() {
  const customer = await remote.subscribe();
  const quote = await customer.quoted('price_proMonthly', 2);
  remote.network.mishap = ({ name }) => (name === 'check changeSubscription' ? 'dead' : null);
  await customer.change(quote, { key: 'once' }).catch(() => null);
  remote.network.mishap = () => null;
  remote.restart();
  return { customer, quote };
}

test('[S380] what was written down and never sent is not begun by a server that finds it: nobody waits for it any more', async () => {
  const { customer } = await dieBeforeSending();
  expect(await remote.openIntents()).toHaveLength(1);
  expect(await remote.recover()).toBe(1);
  expect(await remote.openIntents()).toEqual([]);
  expect(timesDone('changeSubscription')).toBe(0);
  expect((await customer.there()).price.id).toBe('price_teamMonthly');
});

test('[S380] asked for again under its key it begins from the start, and everything is checked as of now', async () => {
  const { customer, quote } = await dieBeforeSending();
  const start = remote.clock.now();
  await remote.endLeases();
  remote.clock.set(new Date(start.getTime() + HOUR_MS));
  const { status, body } = await customer.change(quote, { key: 'once' });
  expect([status, body.error?.code]).toEqual([409, 'quote_stale']);
  expect(timesDone('changeSubscription')).toBe(0);
  remote.clock.set(start);
});

test('[S381] a server that has lost its lease over a look does not say that it was refused', async () => {
  const customer = await remote.subscribe();
  const quote = await customer.quoted('price_proMonthly', 2);
  const { isHeld, letGo } = holdBack('check changeSubscription');
  // The look of the first one is going to fail, and only that.
  remote.network.once('check changeSubscription', 'lost_before');
  const first = customer.change(quote, { key: 'once' });
  await expect.poll(isHeld).toBe(true);
  await remote.endLeases();
  const other = remote.server();
  const request = () =>
    other.fetch(
      new Request(`https://billing.test/portal/v1/subscriptions/${quote.subscription}/change`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${customer.token}`,
          'content-type': 'application/json',
          'idempotency-key': 'once',
          'if-match': `"${quote.subscriptionVersion}"`,
        },
        body: JSON.stringify({ quote: quote.id }),
      }),
    );
  expect((await request()).status).toBe(200);
  letGo();
  const { status, body } = await first;
  expect([status, body.error?.code]).toEqual([409, 'idempotency_in_flight']);
  expect((await customer.change(quote, { key: 'once' })).body.status).toBe('succeeded');
  expect(timesDone('changeSubscription')).toBe(1);
});

test('[S381] a step counts as begun while that is being written down, and one that was refused for certain does not', async () => {
  const secretBox = createSecretBox(makeEncryptionKey());
  let write = () => {};
  const written = new Promise<void>((resolve) => (write = resolve));
  const database = {
    update: () => ({
      set: () => ({ where: () => ({ returning: () => written.then(() => [{ id: 'int_1' }]) }) }),
    }),
  } as unknown as Database;
  const row = { project: 'p', id: 'int_1', lease: 'lease_1', steps: {} } as unknown as IntentRow;
  const { step } = stepsOf({ database, secretBox }, row, 0);
  const outcome = step('do', () => Promise.reject(new BillfoldError('payment_failed')));
  expect(hasBegun(row)).toBe(true);
  write();
  await expect(outcome).rejects.toThrow(BillfoldError);
  expect(hasBegun(row)).toBe(false);
});

test('[S382] a change that was begun is driven by what was asked for it then: whether the app has a say may have changed since', async () => {
  planCheck = async () => null;
  const asking = await openRemotePortal({
    features: { subscriptionUpdate: { scheduleAtPeriodEnd: [] } },
    // As a server that was started with other settings.
    get checkPlanChange() {
      return planCheck;
    },
  } as Parameters<typeof openRemotePortal>[0]);
  try {
    for (const later of [undefined, async () => null]) {
      planCheck = later ? undefined : async () => null;
      asking.restart();
      const customer = await asking.subscribe();
      const quote = await customer.quoted('price_proMonthly', 2);
      asking.network.once('changeSubscription', 'lost_after');
      expect((await customer.change(quote, { key: 'once' })).body.status).toBe('pending');
      planCheck = later;
      asking.restart();
      expect(await asking.recover()).toBe(1);
      expect(await asking.openIntents()).toEqual([]);
      expect((await customer.change(quote, { key: 'once' })).body.status).toBe('succeeded');
    }
  } finally {
    await asking.close();
  }
});

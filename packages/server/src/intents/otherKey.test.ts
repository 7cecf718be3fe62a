import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSecretBox, makeEncryptionKey } from '../access/secretBox.js';
import { openRemotePortal, type RemotePortal } from '../testing/openRemotePortal.js';
import type { Mishap } from '../testing/Network.js';

const HOUR_MS = 60 * 60_000;
const KEY = { key: 'once' };
let remote: RemotePortal;
beforeEach(async () => {
  remote = await openRemotePortal({
    features: { subscriptionUpdate: { scheduleAtPeriodEnd: [] } },
    providerTimeoutMs: 10_000,
  });
});
afterEach(() => remote?.close());

/** Somebody whose change is left behind at a call, in rows that this server's key does not open. */
async function leaveUnreadable(call: string, mishap: Mishap) {
  const customer = await remote.subscribe();
  const quote = await customer.quoted('price_proMonthly', 2);
  remote.network.mishap = ({ name }) => (name === call ? mishap : null);
  await customer.change(quote, KEY).catch(() => null);
  remote.network.mishap = () => null;
  remote.restart();
  const [open] = await remote.openIntents();
  const sealed = await createSecretBox(makeEncryptionKey()).seal('{}', open!.id);
  await remote.database.execute(sql`update intents set request = ${sealed}, journal = ${sealed}`);
  await remote.endLeases();
  return { customer, quote };
}

test('[S401] a change that was sealed by another key is not known: the log says what to do, and it rests', async () => {
  const { customer, quote } = await leaveUnreadable('changeSubscription', 'lost_after');
  expect(await remote.recover()).toBe(1);
  const error = remote.logged.find(({ level }) => level === 'error');
  expect(error?.message).toContain('BILLFOLD_ENCRYPTION_KEY');
  expect(error?.entry).toMatchObject({ customer: customer.id, operation: 'changeSubscription' });
  expect(await remote.portal.recoverIntents()).toBe(0);
  const again = await customer.change(quote, KEY);
  expect([again.status, again.body.error?.code]).toEqual([503, 'provider_unavailable']);
  expect(await remote.openIntents()).toHaveLength(1);
});

// Nobody can say whether it was begun, so it is not taken back, as it would be by who could.
test.each([
  ['changeSubscription', 'lost_after'],
  ['check changeSubscription', 'dead'],
] as const)('[S401] one that was left at %s (%s) is given up in time', async (call, mishap) => {
  const { customer } = await leaveUnreadable(call, mishap);
  expect(await remote.recover()).toBe(1);
  expect(await remote.openIntents()).toHaveLength(1);
  remote.clock.set(new Date(remote.clock.now().getTime() + 23 * HOUR_MS));
  expect(await remote.recover()).toBe(1);
  expect(await remote.openIntents()).toEqual([]);
  expect(await remote.auditOf(customer.id)).toContain('intent.abandoned');
});

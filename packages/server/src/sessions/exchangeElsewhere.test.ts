import { expect, test } from 'vitest';
import type { Customer } from '@billfold/contract';
import { createTestPortal } from '../testing/createTestPortal.js';
import { createFakeProvider } from '../testing/fakeProvider.js';

test('[S388] a link is redeemed while a provider elsewhere does not answer, and in no transaction is it asked', async () => {
  const provider = createFakeProvider();
  const portal = await createTestPortal({ provider: () => provider, providerTimeoutMs: 2_000 });
  const { id } = await portal.merchant<Customer>('POST', '/v1/customers', {});
  const inTransactions: boolean[] = [];
  const redeem = async () => {
    const { code } = await portal.createLink(id);
    return portal.fetch('/portal/v1/session/exchange', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ code }),
    });
  };
  const there = new Date('2027-01-01T00:00:00.000Z');
  provider.now = async (_, { database }) => {
    inTransactions.push('rollback' in database);
    return there;
  };
  expect(await (await redeem()).json()).toMatchObject({ now: there.toISOString() });
  expect(inTransactions).toEqual([false]);
  provider.now = () => new Promise(() => {});
  const session = await redeem();
  expect([session.status, await session.json()]).toMatchObject([
    200,
    { now: portal.clock.now().toISOString() },
  ]);
  await portal.close();
});

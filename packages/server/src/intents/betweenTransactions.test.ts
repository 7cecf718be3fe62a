import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '../database/Database.js';
import { openRemotePortal, type RemotePortal } from '../testing/openRemotePortal.js';

let remote: RemotePortal;
beforeAll(async () => {
  remote = await openRemotePortal({
    features: { subscriptionUpdate: { scheduleAtPeriodEnd: [] } },
    providerTimeoutMs: 10_000,
    checkPlanChange: async () => {
      await lookNow('checkPlanChange');
      return null;
    },
  });
});
afterAll(() => remote?.close());
afterEach(() => {
  remote.network.delay = () => null;
});

const seen = new Map<string, unknown[]>();

/**
 * What other connections hold open while a question is under way, and do nothing in: a statement of somebody else, or of PostgreSQL's
 * own cleaning up, ends by itself. The embedded database has one connection: there this would wait for a transaction that waits for it.
 */
async function lookNow(name: string): Promise<void> {
  const open = await rowsOf(
    remote.database,
    sql`select state, query from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`,
  );
  seen.set(name, open);
}

test('[S386] no transaction is open while a provider elsewhere is asked, or the app: no connection and no lock is held', async () => {
  const customer = await remote.subscribe();
  remote.network.delay = ({ name }) => lookNow(name);
  await customer.get('/subscriptions');
  const quote = await customer.quoted('price_proMonthly', 2);
  expect((await customer.change(quote)).body.status).toBe('succeeded');
  expect((await customer.send('PATCH', '/billing-details', { name: 'Example Customer' })).status).toBe(200);
  const session = { customer: customer.id, mode: 'embedded', embedOrigin: 'https://app.test' };
  const flow = { type: 'subscription_cancel', subscription: quote.subscription };
  await remote.merchant('POST', '/v1/portal/sessions', { ...session, flow });
  await remote.merchant('POST', '/v1/customers', { name: 'Example Other' });
  expect([...seen.keys()]).toEqual(
    expect.arrayContaining([
      'listSubscriptions',
      'getSubscription',
      'previewChange',
      'checkPlanChange',
      'check changeSubscription',
      'changeSubscription',
      'updateBillingDetails',
      'saveCustomer',
    ]),
  );
  expect([...seen].filter(([, open]) => open.length > 0)).toEqual([]);
});

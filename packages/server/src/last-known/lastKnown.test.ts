import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Invoice, Page, Subscription } from '@billfold/contract';
import { createSecretBox, makeEncryptionKey } from '../access/secretBox.js';
import { rowsOf } from '../database/Database.js';
import { openRemotePortal, type RemoteCustomer, type RemotePortal } from '../testing/openRemotePortal.js';
import { forgetOldAnswers } from './lastKnownRows.js';

const HOUR_MS = 60 * 60_000;
let remote: RemotePortal;
beforeAll(async () => {
  remote = await openRemotePortal({
    features: { subscriptionUpdate: { scheduleAtPeriodEnd: [] } },
    providerTimeoutMs: 5_000,
    // Longer than the provider of the test takes on a machine that is busy: what is answered from what is known would be so by chance.
    providerPatienceMs: 1_000,
  });
});
afterAll(() => remote?.close());
afterEach(() => {
  remote.network.mishap = () => null;
});

const goAway = () => void (remote.network.mishap = () => 'lost_before');
const reads = ['/subscriptions', '/invoices', '/payment-methods', '/billing-details', '/plans'];

/** What is written down without anybody waiting for it. */
const written = async (customer: RemoteCustomer, count: number) =>
  expect
    .poll(
      async () =>
        (await rowsOf(remote.database, sql`select 1 from last_known where customer_id = ${customer.id}`))
          .length,
    )
    .toBeGreaterThanOrEqual(count);

test('[S350] while the provider can not be reached reads show what is known, and say as of when', async () => {
  const customer = await remote.subscribe();
  const known = remote.clock.now();
  const before = [];
  for (const path of reads) before.push((await customer.get(path)).body);
  const { body: subscription } = await customer.get<Subscription>(
    `/subscriptions/${(await customer.subscription()).id}`,
  );
  await written(customer, reads.length + 1);
  remote.clock.set(new Date(known.getTime() + HOUR_MS));
  goAway();
  for (const [n, path] of reads.entries()) {
    const { status, headers, body } = await customer.get(path);
    expect([path, status, headers.get('Billfold-As-Of')]).toEqual([path, 200, known.toISOString()]);
    expect(body).toEqual(before[n]);
  }
  expect((await customer.get(`/subscriptions/${subscription.id}`)).body).toEqual(subscription);
  // Whose session it is was never the provider's to say.
  const session = await customer.get('/session');
  expect([session.status, session.headers.get('Billfold-As-Of')]).toEqual([200, null]);
  remote.network.mishap = () => null;
  expect((await customer.get('/subscriptions')).headers.get('Billfold-As-Of')).toBeNull();
  remote.clock.set(known);
});

test('[S351] what nobody knows is 503, and so is every change, price and document, whatever is known', async () => {
  const customer = await remote.subscribe();
  const subscription = await customer.subscription();
  const { body: invoices } = await customer.get<Page<Invoice>>('/invoices');
  await written(customer, 2);
  goAway();
  expect((await customer.get('/payment-methods')).status).toBe(503);
  expect((await customer.get(`/invoices/${invoices.data[0]!.id}/pdf`)).status).toBe(503);
  const { id } = subscription;
  const preview = await customer.send('POST', `/subscriptions/${id}/preview`, { price: 'price_proMonthly' });
  expect([preview.status, preview.body.error?.code]).toEqual([503, 'provider_unavailable']);
  const cancel = await customer.act('PATCH', subscription, '', { cancelAtPeriodEnd: true });
  expect([cancel.status, cancel.body.error?.code]).toEqual([503, 'provider_unavailable']);
  expect(await remote.openIntents()).toEqual([]);
});

test('[S352] a provider that takes long is not waited for where something is known, and what it says then is kept', async () => {
  const customer = await remote.subscribe();
  await customer.get('/billing-details');
  await written(customer, 1);
  remote.network.mishap = () => 'hang';
  const begun = Date.now();
  const { status, headers } = await customer.get('/billing-details');
  expect([status, headers.get('Billfold-As-Of')]).toEqual([200, remote.clock.now().toISOString()]);
  expect(Date.now() - begun).toBeLessThan(4_000);
  expect((await customer.get('/payment-methods')).status).toBe(503);
});

test('[S353] what was known before a change is not shown after it', async () => {
  const customer = await remote.subscribe();
  const before = await customer.subscription();
  await written(customer, 1);
  remote.clock.set(new Date(remote.clock.now().getTime() + 1_000));
  await customer.change(await customer.quoted('price_proMonthly', 2));
  goAway();
  const lost = await customer.get(`/subscriptions`);
  expect(lost.status).toBe(503);
  remote.network.mishap = () => null;
  remote.clock.set(new Date(remote.clock.now().getTime() + 1_000));
  expect((await customer.subscription()).price.id).not.toBe(before.price.id);
  await written(customer, 1);
  goAway();
  const { headers, body } = await customer.get<{ data: Subscription[] }>('/subscriptions');
  expect(headers.get('Billfold-As-Of')).not.toBeNull();
  expect(body.data[0]!.price.id).toBe('price_proMonthly');
});

test('[S354] what is known can not be read in the database, is not written twice, and is forgotten after a week', async () => {
  const customer = await remote.subscribe();
  await customer.send('PATCH', '/billing-details', { name: 'Nobody Inparticular' });
  await customer.get('/billing-details');
  await written(customer, 1);
  const rows = () =>
    rowsOf<{ at: Date }>(remote.database, sql`select * from last_known where customer_id = ${customer.id}`);
  const first = await rows();
  expect(JSON.stringify(first)).not.toContain('Inparticular');
  const { statements } = remote.life;
  await customer.get('/billing-details');
  const { statements: unchanged } = remote.life;
  remote.clock.set(new Date(remote.clock.now().getTime() + 30_000));
  await customer.get('/billing-details');
  expect(remote.life.statements - unchanged).toBe(unchanged - statements);
  expect(await rows()).toEqual(first);
  await forgetOldAnswers(remote.database, new Date(remote.clock.now().getTime() + 6 * 24 * HOUR_MS));
  expect(await rows()).toHaveLength(1);
  await forgetOldAnswers(remote.database, new Date(remote.clock.now().getTime() + 8 * 24 * HOUR_MS));
  expect(await rows()).toHaveLength(0);
});

test('[S355] of one customer a hundred answers are kept, the newest', async () => {
  const customer = await remote.subscribe();
  await remote.database.execute(sql`
    insert into last_known (project_id, customer_id, question, answer, at)
    select ${remote.project}, ${customer.id}, 'listInvoices ' || n, '', timestamptz '2026-11-20 00:00Z' + n * interval '1 second'
    from generate_series(1, 150) n`);
  await forgetOldAnswers(remote.database, remote.clock.now());
  const left = await rowsOf<{ count: number; oldest: string }>(
    remote.database,
    sql`select count(*)::int as count, min(split_part(question, ' ', 2)::int) as oldest from last_known where customer_id = ${customer.id}`,
  );
  expect(left).toEqual([{ count: 100, oldest: 51 }]);
});

test('[S402] what was sealed by another key is known to nobody: a provider that is only slow answers all the same', async () => {
  const customer = await remote.subscribe();
  const { body } = await customer.get('/billing-details');
  await written(customer, 1);
  const sealed = await createSecretBox(makeEncryptionKey()).seal('[]', 'anything');
  await remote.database.execute(
    sql`update last_known set answer = ${sealed} where customer_id = ${customer.id}`,
  );
  goAway();
  const away = await customer.get('/billing-details');
  expect([away.status, away.body.error?.code]).toEqual([503, 'provider_unavailable']);
  remote.network.mishap = () => null;
  // Longer than a read waits where something is known.
  remote.network.delay = () => new Promise((resolve) => setTimeout(resolve, 1_500));
  const slow = await customer.get('/billing-details');
  remote.network.delay = () => null;
  expect([slow.status, slow.body]).toEqual([200, body]);
  expect(remote.logged.some(({ entry }) => JSON.stringify(entry).includes('getBillingDetails'))).toBe(true);
});

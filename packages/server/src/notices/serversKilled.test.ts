import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createPortal } from '../createPortal.js';
import { rowsOf } from '../database/Database.js';
import { beginLife } from '../testing/mortal.js';
import { PROOF, sampleInvoice, sampleSubscription } from '../testing/fakeProvider.js';
import { openNoticeTest, type NoticeTest } from '../testing/openNoticeTest.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let opened: NoticeTest;
beforeAll(async () => void (opened = await openNoticeTest()));
afterAll(() => opened.close());

/** Another server on the same database, which dies before a statement of its own. */
function another(diesBefore: number) {
  const { portal, provider } = opened;
  const life = beginLife(portal.database);
  life.diesBefore = diesBefore;
  const server = createPortal({
    database: life.database,
    provider,
    publicUrl: portal.url,
    encryptionKey: portal.encryptionKey,
    clock: portal.clock.now,
  });
  return { life, server };
}

test('[S377] wherever a server is killed that looks into something, another one does, and it is told once', async () => {
  let ended = false;
  for (let statement = 1; !ended; statement++) {
    const customer = await opened.createCustomer();
    customer.account.subscriptions.set('sub_1', sampleSubscription('sub_1'));
    customer.account.invoices.set('in_1', sampleInvoice('in_1', { status: 'paid' }));
    await customer.notify('invoice', 'in_1');
    await customer.notify('subscription', 'sub_1');
    const { life, server } = another(statement);
    await server.settleNotices().catch(() => 0);
    ended = !life.isDead;
    await opened.settle();
    expect([statement, await customer.types()]).toEqual([
      statement,
      ['invoice.created', 'invoice.finalized', 'invoice.paid', 'customer.subscription.created'],
    ]);
    expect(await opened.open()).toBe(0);
    // A guard against a server that dies of nothing.
    expect(statement === 1 ? life.isDead : true).toBe(true);
  }
});

test('[S377] while one server looks into a customer no other one does', async () => {
  const customer = await opened.createCustomer();
  customer.account.subscriptions.set('sub_1', sampleSubscription('sub_1'));
  await customer.notify('subscription', 'sub_1');
  const { calls } = opened.provider;
  calls.length = 0;
  const servers = Array.from({ length: 6 }, () => another(Infinity).server);
  const counts = await Promise.all(servers.map((server) => server.settleNotices()));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(calls).toEqual(['getSubscription']);
  expect(await customer.types()).toEqual(['customer.subscription.created']);
});

test('[S414] a customer whom another server has looked into just before is let go again, and is not counted', async () => {
  if (!process.env['BILLFOLD_TEST_DATABASE_URL']) return; // The embedded database has one connection: nobody comes in between.
  const customer = await opened.createCustomer();
  customer.account.subscriptions.set('sub_1', sampleSubscription('sub_1'));
  await customer.notify('subscription', 'sub_1');
  const { portal, provider } = opened;
  provider.calls.length = 0;
  const isWaiting = async () =>
    (
      await rowsOf(
        portal.database,
        sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).length;
  const { settling } = await portal.database.transaction(async (tx) => {
    await tx.execute(sql`select from told_customers where customer_id = ${customer.id} for update`);
    const settling = another(Infinity).server.settleNotices();
    // It has seen that there is something, and now has to wait for whoever looks into it.
    await expect.poll(isWaiting).toBe(1);
    await tx.execute(sql`update provider_notices set settled_at = now() where settled_at is null`);
    return { settling };
  });
  expect(await settling).toBe(0);
  expect(provider.calls).toEqual([]);
  const [told] = await rowsOf(
    portal.database,
    sql`select lease, leased_until from told_customers where customer_id = ${customer.id}`,
  );
  expect(told).toEqual({ lease: null, leased_until: null });
});

test('[S360] [S377] a server that is killed before it has written a notice down has not answered it', async () => {
  const customer = await opened.createCustomer();
  customer.account.subscriptions.set('sub_1', sampleSubscription('sub_1'));
  const { server } = another(1);
  const about = { providerCustomer: customer.there, object: 'subscription', id: 'sub_1' };
  const body = JSON.stringify({ id: 'evt_killed', type: 'any', createdAt: new Date(), about });
  const headers = { proof: PROOF };
  const request = new Request(`${opened.portal.url}/webhooks/fake`, { method: 'POST', body, headers });
  expect((await server.fetch(request)).status).toBe(500);
  expect(await opened.open()).toBe(0);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../database/Database.js';
import { BillfoldError } from '../errors.js';
import { sampleInvoice, samplePaymentMethod, sampleSubscription } from '../testing/fakeProvider.js';
import { openNoticeTest, OWN_WORD, type NoticeTest } from '../testing/openNoticeTest.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let opened: NoticeTest;
beforeEach(async () => void (opened = await openNoticeTest()));
afterEach(() => opened.close());

test('[S367] what a linked customer had there before is old, and what comes after is new', async () => {
  const { provider } = opened;
  const first = await opened.createCustomer();
  const account = structuredClone(first.account);
  for (const id of ['in_1', 'in_2', 'in_3']) account.invoices.set(id, sampleInvoice(id));
  account.subscriptions.set('sub_1', sampleSubscription('sub_1'));
  account.paymentMethods.set('pm_1', samplePaymentMethod('pm_1'));
  account.details!.name = 'Known there';
  provider.accounts.set('there_long', account);
  const linked = await opened.createCustomer({ providerCustomer: 'there_long' });
  await opened.settle();
  // The portal's own row is others' to read, and is told of with every change.
  expect(await linked.types()).toEqual(['customer.updated']);
  account.invoices.set('in_2', sampleInvoice('in_2', { status: 'paid' }));
  account.subscriptions.set('sub_2', sampleSubscription('sub_2'));
  for (const id of ['in_1', 'in_2', 'in_3']) await linked.notify('invoice', id);
  for (const id of ['sub_1', 'sub_2']) await linked.notify('subscription', id);
  await linked.notify('payment_method', 'pm_1');
  await opened.settle(OWN_WORD);
  expect((await linked.types()).slice(1)).toEqual(['invoice.paid', 'customer.subscription.created']);
});

test('[S367] a customer who is linked while the provider is away is read when it is back', async () => {
  const first = await opened.createCustomer();
  opened.provider.accounts.set('there_long', structuredClone(first.account));
  const linked = await opened.createCustomer({ providerCustomer: 'there_long' });
  linked.account.subscriptions.set('sub_1', sampleSubscription('sub_1'));
  opened.provider.isAway = true;
  await opened.settle();
  opened.provider.isAway = false;
  await opened.settle();
  linked.account.subscriptions.set('sub_1', sampleSubscription('sub_1', { quantity: 2 }));
  await linked.notify('subscription', 'sub_1');
  await opened.settle();
  expect(await linked.types()).toEqual(['customer.subscription.updated']);
});

test('[S368] while the provider is away nothing is lost, and one thing that can not be read keeps no other waiting', async () => {
  const customer = await opened.createCustomer();
  const { subscriptions, invoices } = customer.account;
  subscriptions.set('sub_1', sampleSubscription('sub_1'));
  invoices.set('in_1', sampleInvoice('in_1'));
  opened.provider.isAway = true;
  expect((await customer.notify('subscription', 'sub_1')).status).toBe(204);
  await customer.notify('invoice', 'in_1');
  await opened.settle();
  expect([await opened.open(), await customer.types()]).toEqual([2, []]);
  // They rest: nobody asks again at once.
  const { calls } = opened.provider;
  const asked = calls.length;
  expect(await opened.portal.settleNotices()).toBe(0);
  expect(calls.length).toBe(asked);
  opened.provider.isAway = false;
  opened.provider.before = async (method) => {
    if (method === 'getInvoice') throw new BillfoldError('provider_unavailable');
  };
  await opened.settle();
  expect([await opened.open(), await customer.types()]).toEqual([1, ['customer.subscription.created']]);
  opened.provider.before = async () => {};
  await opened.settle();
  expect(await opened.open()).toBe(0);
  expect((await customer.types()).slice(1)).toEqual(['invoice.created', 'invoice.finalized']);
});

test('[S369] what was told while it was read is not told again, nor what was read before it', async () => {
  const customer = await opened.createCustomer({ name: 'Before' });
  const { account } = customer;
  account.details = { ...account.details!, name: 'Read before' };
  await customer.notify('customer');
  opened.provider.before = async (method) => {
    if (method !== 'getBillingDetails') return;
    opened.provider.before = async () => {};
    // What is read now is older than what the merchant says meanwhile.
    const read = structuredClone(account.details);
    await opened.portal.merchant('PATCH', `/v1/customers/${customer.id}`, { name: 'Said meanwhile' });
    account.details = read;
    setTimeout(() => (account.details!.name = 'Said meanwhile'), 50);
  };
  await opened.settle();
  expect(await opened.open()).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 60));
  await opened.settle();
  expect(await opened.open()).toBe(0);
  const names = (await customer.told()).map(({ object: { name } }) => name);
  expect(names).toEqual(['Said meanwhile']);
});

test('[S369] while a change of a customer is under way, what is read there may be the half of it', async () => {
  const customer = await opened.createCustomer();
  const { database, project } = opened.portal;
  await database.execute(sql`insert into intents (project_id, id, customer_id, caller, operation, request_hash, request, lease,
      leased_until, created_at)
    values (${project}, 'int_1', ${customer.id}, 'key_1', 'payInvoice', 'x', 'x', null,
      clock_timestamp() + interval '60 seconds', now())`);
  customer.account.subscriptions.set('sub_1', sampleSubscription('sub_1'));
  await customer.notify('subscription', 'sub_1');
  opened.provider.calls.length = 0;
  await opened.settle();
  expect([await opened.open(), opened.provider.calls]).toEqual([1, []]);
  // It rests no longer.
  const [intent] = await rowsOf(database, sql`select leased_until from intents where id = 'int_1'`);
  expect(intent).toEqual({ leased_until: null });
  await database.execute(sql`update intents set finished_at = now() where id = 'int_1'`);
  await opened.settle();
  expect(await customer.types()).toEqual(['customer.subscription.created']);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sql } from 'drizzle-orm';
import type { Customer, SetupIntent } from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import { BillfoldError } from '../errors.js';
import { asCustomer } from '../testing/asCustomer.js';
import {
  sampleInvoice,
  samplePayment,
  samplePaymentMethod,
  samplePrice,
  sampleSubscription,
  sampleTaxId,
} from '../testing/fakeProvider.js';
import { openNoticeTest, OWN_WORD, type NoticeTest } from '../testing/openNoticeTest.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const DAY = 24 * 60 * 60_000;
let opened: NoticeTest;
beforeEach(async () => void (opened = await openNoticeTest()));
afterEach(() => opened.close());

test('[S363] what has changed at the provider is told by the server, with what it was before', async () => {
  const customer = await opened.createCustomer();
  const { subscriptions } = customer.account;
  subscriptions.set('sub_1', sampleSubscription('sub_1'));
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  expect(await customer.told()).toMatchObject([
    { type: 'customer.subscription.created', by: 'server', object: { id: 'sub_1', quantity: 1 } },
  ]);
  subscriptions.set('sub_1', sampleSubscription('sub_1', { quantity: 5, version: 2 }));
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  expect((await customer.told()).slice(1)).toMatchObject([
    {
      type: 'customer.subscription.updated',
      object: { quantity: 5 },
      previousAttributes: { quantity: 1, version: 1 },
    },
  ]);
});

test('[S363] what has not changed, or is told by its invoices, is not told', async () => {
  const customer = await opened.createCustomer();
  const { subscriptions } = customer.account;
  subscriptions.set('sub_1', sampleSubscription('sub_1'));
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  const renewed = { startAt: '2026-12-01T00:00:00.000Z', endAt: '2027-01-01T00:00:00.000Z' };
  subscriptions.set(
    'sub_1',
    sampleSubscription('sub_1', { version: 2, currentPeriod: renewed, renewsAt: renewed.endAt }),
  );
  await customer.notify('subscription', 'sub_1');
  await customer.notify('subscription', 'sub_of_nobody');
  await opened.settle();
  expect(await customer.types()).toEqual(['customer.subscription.created']);
  expect(await opened.open()).toBe(0);
  subscriptions.set('sub_1', sampleSubscription('sub_1', { version: 3, status: 'past_due' }));
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  const [, told] = await customer.told();
  expect(told).toMatchObject({ previousAttributes: { status: 'active', version: 2 } });
});

test('[S364] each end, pause and change of a subscription goes by its own name', async () => {
  const customer = await opened.createCustomer();
  const states = [
    sampleSubscription('sub_1', { status: 'incomplete' }),
    sampleSubscription('sub_1'),
    sampleSubscription('sub_1', { price: samplePrice('price_2') }),
    sampleSubscription('sub_1', { cancelAt: '2026-12-01T00:00:00.000Z' }),
    sampleSubscription('sub_1'),
    sampleSubscription('sub_1', {
      pause: { startsAt: '2026-12-01T00:00:00.000Z', resumesAt: '2027-01-01T00:00:00.000Z' },
    }),
    sampleSubscription('sub_1'),
    sampleSubscription('sub_1', { status: 'paused' }),
    sampleSubscription('sub_1', { status: 'canceled', endedAt: '2026-11-20T09:00:00.000Z' }),
    sampleSubscription('sub_1', { status: 'canceled', endedAt: '2026-11-20T09:00:00.000Z', version: 9 }),
  ];
  for (const state of states) {
    customer.account.subscriptions.set('sub_1', state);
    await customer.notify('subscription', 'sub_1');
    await opened.settle();
  }
  const names = [
    'created',
    'updated',
    'updated',
    'updated',
    'updated',
    'paused',
    'resumed',
    'paused',
    'deleted',
  ];
  expect(await customer.types()).toEqual(names.map((name) => `customer.subscription.${name}`));
});

test('[S364] invoices are told of before their subscription, in the order of their issue, with what came of their payment', async () => {
  const customer = await opened.createCustomer();
  const { invoices, subscriptions } = customer.account;
  subscriptions.set('sub_1', sampleSubscription('sub_1'));
  invoices.set('in_2', sampleInvoice('in_2', { issuedAt: '2026-11-02T00:00:00.000Z', status: 'paid' }));
  invoices.set('in_1', sampleInvoice('in_1', { payment: samplePayment('failed') }));
  await customer.notify('subscription', 'sub_1');
  await customer.notify('invoice', 'in_2');
  await customer.notify('invoice', 'in_1');
  await opened.settle();
  const told = await customer.told();
  expect(told.map(({ type, object: { id } }) => `${String(id)} ${type}`)).toEqual([
    'in_1 invoice.created',
    'in_1 invoice.finalized',
    'in_1 invoice.payment_failed',
    'in_2 invoice.created',
    'in_2 invoice.finalized',
    'in_2 invoice.paid',
    'sub_1 customer.subscription.created',
  ]);
  const later = '2026-11-05T00:00:00.000Z';
  const states = [
    { payment: samplePayment('failed') },
    { payment: samplePayment('failed', later) },
    { payment: samplePayment('requires_action', later) },
    { payment: samplePayment('processing', later) },
    { status: 'void' },
    { status: 'void', voidedAt: later },
  ] as const;
  for (const state of states) {
    invoices.set('in_1', sampleInvoice('in_1', state));
    await customer.notify('invoice', 'in_1');
    await opened.settle();
  }
  expect((await customer.types()).slice(7)).toEqual([
    'invoice.payment_failed',
    'invoice.payment_action_required',
    'invoice.voided',
  ]);
});

test('[S365] a trial is told of three days before it ends, once', async () => {
  const customer = await opened.createCustomer();
  const end = (days: number) => new Date(opened.portal.clock.now().getTime() + days * DAY).toISOString();
  const trial = sampleSubscription('sub_1', { status: 'trialing', trialEndAt: end(7) });
  customer.account.subscriptions.set('sub_1', trial);
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  expect(await customer.types()).toEqual(['customer.subscription.created']);
  for (let times = 0; times < 3; times++) {
    await customer.notify('subscription', 'sub_1');
    await opened.settle(times === 0 ? 4 * DAY : 60_000);
  }
  expect((await customer.types()).slice(1)).toEqual(['customer.subscription.trial_will_end']);
  // One that is longer now ends another time.
  customer.account.subscriptions.set('sub_1', { ...trial, trialEndAt: end(2) });
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  expect((await customer.types()).slice(2)).toEqual([
    'customer.subscription.updated',
    'customer.subscription.trial_will_end',
  ]);
});

test('[S366] who is billed is brought up to what the provider has, but for the e-mail address of the merchant', async () => {
  const customer = await opened.createCustomer({ name: 'Before', email: 'before@example.com' });
  const { account } = customer;
  account.details = {
    ...account.details!,
    name: 'After',
    invoiceEmails: ['accounts@example.com'],
    taxIds: [sampleTaxId('txi_1')],
  };
  await customer.notify('customer');
  await opened.settle();
  const path = `/v1/customers/${customer.id}`;
  expect(await opened.portal.merchant<Customer>('GET', path)).toMatchObject({
    name: 'After',
    email: 'before@example.com',
    invoiceEmails: ['accounts@example.com'],
    taxIds: [{ type: 'eu_vat', value: 'DE123456788' }],
  });
  expect(await customer.told()).toMatchObject([
    { type: 'customer.updated', by: 'server', previousAttributes: { name: 'Before', taxIds: [] } },
    { type: 'customer.tax_id.created', object: { id: 'txi_1' } },
  ]);
  account.details = { ...account.details, taxIds: [] };
  await customer.notify('customer');
  await customer.notify('customer');
  await opened.settle();
  expect((await customer.types()).slice(2)).toEqual(['customer.updated', 'customer.tax_id.deleted']);
});

test('[S366] what the merchant has said of a customer is not told back', async () => {
  const customer = await opened.createCustomer({ taxIds: [{ type: 'eu_vat', value: 'DE123456788' }] });
  customer.account.details!.taxIds = [sampleTaxId('txi_1')];
  await customer.notify('customer');
  await opened.settle();
  await opened.portal.merchant('PATCH', `/v1/customers/${customer.id}`, { taxIds: [] });
  customer.account.details!.taxIds = [];
  await customer.notify('customer');
  await opened.settle();
  const told = await customer.told();
  expect(told.map(({ type, by }) => [type, by.split(':')[0]])).toEqual([['customer.updated', 'key']]);
});

test('[S366] a payment method is told of when it is on file and when it is no more', async () => {
  const customer = await opened.createCustomer();
  const { paymentMethods } = customer.account;
  paymentMethods.set('pm_1', samplePaymentMethod('pm_1'));
  await customer.notify('payment_method', 'pm_1');
  await opened.settle();
  expect(await customer.types()).toEqual([]);
  await opened.settle(OWN_WORD);
  paymentMethods.clear();
  await customer.notify('payment_method', 'pm_1');
  await opened.settle(OWN_WORD);
  expect((await customer.told()).map(({ type, object: { id } }) => [type, id])).toEqual([
    ['payment_method.attached', 'pm_1'],
    ['payment_method.detached', 'pm_1'],
  ]);
});

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

/** Somebody whose page has begun to put a payment method on file. */
async function openSetup() {
  const customer = await opened.createCustomer();
  const page = await asCustomer(opened.portal, customer.id);
  const { body } = await page.send<SetupIntent>('POST', '/payment-methods/setup-intent', {});
  const { setupIntents, paymentMethods } = customer.account;
  return { customer, page, setupIntent: body.id, setupIntents, paymentMethods };
}

test('[S379] a payment method that was confirmed is on file, also when the page was closed', async () => {
  const { customer, setupIntent, setupIntents, paymentMethods } = await openSetup();
  paymentMethods.set('pm_0', { ...samplePaymentMethod('pm_0'), isDefault: true });
  setupIntents.get(setupIntent)!.status = 'confirmed';
  await customer.notify('setup_intent', setupIntent);
  await opened.settle();
  expect(await customer.types()).toEqual([]);
  await opened.settle(OWN_WORD);
  const added = `pm_of_${setupIntent}`;
  expect(paymentMethods.get(added)).toMatchObject({ isDefault: false });
  expect((await customer.told()).map(({ by, object: { id } }) => [by, id])).toEqual([
    ['server', added],
    ['server', 'pm_0'],
  ]);
  expect(await opened.open()).toBe(0);
});

test('[S379] it is what the customer has chosen, where that is known', async () => {
  const { customer, page, setupIntent, setupIntents, paymentMethods } = await openSetup();
  paymentMethods.set('pm_0', { ...samplePaymentMethod('pm_0'), isDefault: true });
  const answer = await page.send('POST', '/payment-methods', { setupIntent, makeDefault: true });
  expect(answer.body).toEqual({ status: 'pending' });
  setupIntents.get(setupIntent)!.status = 'confirmed';
  await customer.notify('setup_intent', setupIntent);
  await opened.settle(OWN_WORD);
  expect(paymentMethods.get(`pm_of_${setupIntent}`)).toMatchObject({ isDefault: true });
});

test('[S379] whoever says it first tells of it, and nobody again', async () => {
  const { customer, page, setupIntent, setupIntents } = await openSetup();
  setupIntents.get(setupIntent)!.status = 'confirmed';
  await customer.notify('setup_intent', setupIntent);
  await customer.notify('payment_method', `pm_of_${setupIntent}`);
  expect((await page.send('POST', '/payment-methods', { setupIntent })).status).toBe(200);
  opened.provider.calls.length = 0;
  await opened.settle(OWN_WORD);
  expect(opened.provider.calls).toEqual(['listPaymentMethods']);
  const told = await customer.told();
  expect(told.map(({ type, by }) => [type, by.split(':')[0]])).toEqual([
    ['payment_method.attached', 'session'],
  ]);
  expect((await page.send('POST', '/payment-methods', { setupIntent })).status).toBe(200);
  expect(await customer.types()).toHaveLength(1);
});

test('[S379] a page that speaks late of what the provider has said already tells nobody again', async () => {
  const { customer, page, setupIntent, setupIntents, paymentMethods } = await openSetup();
  setupIntents.get(setupIntent)!.status = 'confirmed';
  paymentMethods.set(`pm_of_${setupIntent}`, samplePaymentMethod(`pm_of_${setupIntent}`));
  await customer.notify('payment_method', `pm_of_${setupIntent}`);
  await opened.settle(OWN_WORD);
  expect((await page.send('POST', '/payment-methods', { setupIntent })).status).toBe(200);
  expect((await customer.told()).map(({ type, by }) => [type, by])).toEqual([
    ['payment_method.attached', 'server'],
  ]);
});

test('[S379] of an intent that the page has not begun here nothing is done', async () => {
  const { customer, setupIntents } = await openSetup();
  setupIntents.set('seti_of_checkout', { status: 'confirmed', paymentMethod: 'pm_9' });
  await customer.notify('setup_intent', 'seti_of_checkout');
  await opened.settle(OWN_WORD);
  expect(setupIntents.get('seti_of_checkout')!.status).toBe('confirmed');
  expect(await opened.open()).toBe(0);
});

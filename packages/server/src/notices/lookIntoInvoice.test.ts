import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sampleInvoice, samplePayment, sampleSubscription } from '../testing/fakeProvider.js';
import { openNoticeTest, type NoticeTest } from '../testing/openNoticeTest.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let opened: NoticeTest;
beforeEach(async () => void (opened = await openNoticeTest()));
afterEach(() => opened.close());

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

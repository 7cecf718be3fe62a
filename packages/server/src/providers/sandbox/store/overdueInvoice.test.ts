import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OverdueInvoice } from '@billfold/contract';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';

const price = 'price_DemoStarterMonthlyUsd';

let database: TestSandbox;
let subject: TestSandbox;
let projects = 0;
beforeAll(async () => {
  database = await openTestSandbox();
}, 60_000);
beforeEach(async () => {
  subject = await database.openProject(`proj_${++projects}`, {
    terms: { retryAfterDays: [3], afterRetries: 'leave_unpaid' },
  });
  await subject.run('createSandboxScenario', { scenario: 'free' });
});
afterAll(() => database.close());

async function open(paymentMethod: 'card_declined' | 'sepa_debit' | 'visa' | null) {
  const customer = await subject.createCustomer();
  const billing = subject.billing(customer);
  const id = await subject.begin(customer, { price, paymentMethod });
  const overdue = async (): Promise<OverdueInvoice | null> => {
    const subscription = (await billing.getSubscription(id))!;
    expect(await billing.listSubscriptions()).toEqual([subscription]);
    return subscription.overdueInvoice;
  };
  return { customer, billing, overdue };
}
const pass = (advanceTo: string) => subject.run('advanceSandboxClock', { advanceTo });
const usd = (amount: number) => ({ amount, currency: 'usd', exponent: 2 });

test('[X112] one that was refused, with why, by what, and when it is tried again', async () => {
  const { billing, overdue } = await open('card_declined');
  const { invoices } = await billing.listInvoices({ limit: 1, after: null, status: null, year: null });
  expect(await overdue()).toEqual({
    id: invoices[0]!.id,
    amountRemaining: usd(900),
    failure: 'contact_bank',
    method: { type: 'card', brand: 'visa', last4: '0341' },
    attemptedAt: '2026-11-20T09:00:00.000Z',
    nextAttemptAt: '2026-11-23T09:00:00.000Z',
  });
  // Two months later there are three of them: the oldest one is named, and nobody tries it again.
  await pass('2027-01-20T09:00:00.000Z');
  expect(await overdue()).toMatchObject({ id: invoices[0]!.id, nextAttemptAt: null });
});

test('[X112] one that nobody could be charged for, from its date on', async () => {
  const { overdue } = await open(null);
  expect(await overdue()).toBeNull();
  await pass('2026-12-04T08:59:59.999Z');
  expect(await overdue()).toBeNull();
  await pass('2026-12-04T09:00:00.000Z');
  expect(await overdue()).toMatchObject({
    amountRemaining: usd(900),
    failure: null,
    method: null,
    attemptedAt: null,
    nextAttemptAt: null,
  });
});

test('[X132] none before its date while the bank asks about it', async () => {
  const { customer, billing, overdue } = await open(null);
  await subject.runAs(customer, 'updateSandboxControls', {
    nextCharge: 'requires_action',
    paymentMethod: 'visa',
  });
  const { invoices } = await billing.listInvoices({ limit: 1, after: null, status: null, year: null });
  expect(await billing.payInvoice({ invoice: invoices[0]!.id, paymentMethod: null })).toMatchObject({
    status: 'requires_action',
  });
  expect(await overdue()).toBeNull();
  await pass('2026-12-04T09:00:00.000Z');
  expect(await overdue()).toMatchObject({ failure: 'authentication_required' });
});

test('[X112] none while a debit is under way, and when all is paid', async () => {
  for (const method of ['sepa_debit', 'visa'] as const) {
    const { overdue } = await open(method);
    expect(await overdue()).toBeNull();
  }
});

import { expect, test } from 'vitest';
import type { Account } from './account.js';
import { advance } from './advance.js';
import { isOverdue } from './collect.js';
import { confirmPayment } from './confirm.js';
import { payInvoice } from './pay.js';
import type { TestMethod } from './paymentMethods.js';
import {
  testAccountAt,
  testOptions,
  testSubscription,
  testMethodOnFile,
} from '../../../../test/engineAccount.js';
import { defaultTerms } from './terms.js';

const at = (text: string) => Date.parse(text);
const day = '2026-04-02T00:00:00Z';
const overdue = testAccountAt(
  day,
  testSubscription({ startedAt: at('2026-04-01'), paymentMethod: 'card_declined' }),
);
const invoice = overdue.openInvoices[0]!.id;
const withMethod = (account: Account, method: TestMethod | null): Account => ({
  ...account,
  subscriptions: account.subscriptions.map((subscription) => ({
    ...subscription,
    paymentMethod: method && testMethodOnFile(method),
  })),
});
const pay = (account: Account, more = {}) =>
  payInvoice(account, invoice, at(day), { ...testOptions, ...more });
const statusOf = (account: Account) => account.subscriptions[0]!.status;

test('[X81] paying what is overdue repairs the subscription at once', () => {
  const step = pay(withMethod(overdue, 'visa'));
  expect(step.outcome).toEqual({ status: 'succeeded' });
  expect(step.progress.changedInvoices).toMatchObject([
    { status: 'paid', amountPaid: 1_200n, paidAt: at(day), next: null, payment: { method: 'visa' } },
  ]);
  expect(statusOf(step.progress.account)).toBe('active');
  expect(step.progress.account.openInvoices).toEqual([]);
});

test('[X81] also one that was given up on and left unpaid, when nothing is owed any more', () => {
  const terms = { ...defaultTerms, afterRetries: 'leave_unpaid' as const };
  const unpaid = advance(overdue, at('2026-05-02'), terms).account;
  expect(statusOf(unpaid)).toBe('unpaid');
  const [first, second] = unpaid.openInvoices.map(({ id }) => id);
  const options = { ...testOptions, terms };
  const half = payInvoice(withMethod(unpaid, 'visa'), first!, at('2026-05-02'), options).progress.account;
  expect(statusOf(half)).toBe('unpaid');
  expect(statusOf(payInvoice(half, second!, at('2026-05-02'), options).progress.account)).toBe('active');
});

test('[X81] a refusal is no retry: everything stays as it was, and is tried again when it was to be', () => {
  const step = pay(overdue);
  expect(step.outcome).toEqual({ status: 'failed', failure: 'contact_bank' });
  expect(step.progress).toMatchObject({ account: overdue, changedInvoices: [], dueAt: at('2026-04-04') });
});

test('[X81] a debit repairs it when it arrives, and is not paid twice meanwhile', () => {
  const step = pay(withMethod(overdue, 'sepa_debit'));
  expect(step.outcome).toEqual({ status: 'pending' });
  expect(statusOf(step.progress.account)).toBe('past_due');
  expect(() => pay(step.progress.account)).toThrow(expect.objectContaining({ code: 'invoice_not_payable' }));
  expect(statusOf(advance(step.progress.account, at('2026-04-05'), defaultTerms).account)).toBe('active');
});

test('[X81] what the bank asks about is confirmed with its secret', () => {
  const asked = pay(withMethod(overdue, 'authentication_required'));
  expect(asked.outcome).toEqual({ status: 'requires_action', clientSecret: 'pay_secret' });
  expect(asked.progress.changedInvoices).toMatchObject([
    {
      status: 'open',
      refusals: 1,
      clientSecret: 'pay_secret',
      next: { action: 'retry', at: at('2026-04-04') },
    },
  ]);
  const confirm = (outcome: 'authenticated' | 'refused') =>
    confirmPayment(asked.progress.account, 'pay_secret', outcome, at(day), testOptions)!;

  const confirmed = confirm('authenticated');
  expect(confirmed.outcome).toEqual({ status: 'succeeded' });
  expect(confirmed.progress.changedInvoices).toMatchObject([
    { status: 'paid', clientSecret: null, payment: { status: 'succeeded', failure: null } },
  ]);
  expect(statusOf(confirmed.progress.account)).toBe('active');

  const refused = confirm('refused');
  expect(refused.outcome).toEqual({ status: 'failed', failure: 'authentication_required' });
  expect(refused.progress.changedInvoices).toMatchObject([
    { status: 'open', clientSecret: null, payment: { status: 'failed' }, next: { action: 'retry' } },
  ]);
  expect(statusOf(refused.progress.account)).toBe('past_due');
});

test('[X81] a retry is another payment: the secret of the one before confirms nothing', () => {
  const asked = pay(withMethod(overdue, 'authentication_required')).progress.account;
  const retried = advance(asked, at('2026-04-04'), defaultTerms).account;
  expect(retried.openInvoices).toMatchObject([{ refusals: 2, payment: { status: 'requires_action' } }]);
  expect(confirmPayment(retried, 'pay_secret', 'authenticated', at('2026-04-04'), testOptions)).toBeNull();
});

test('[X81] of a subscription that has ended, by what it was charged to', () => {
  const ended = { ...overdue, subscriptions: [] };
  expect(() => pay(ended)).toThrow(expect.objectContaining({ code: 'payment_method_required' }));
  const step = pay(ended, { paymentMethod: testMethodOnFile('visa') });
  expect(step.progress.changedInvoices).toMatchObject([{ status: 'paid' }]);
  expect(step.progress.account.openInvoices).toEqual([]);
});

test('[X81] what is not open, or has nothing to charge, is refused by its reason', () => {
  expect(() => payInvoice(overdue, 'in_other', at(day), testOptions)).toThrow(
    expect.objectContaining({ code: 'invoice_not_payable' }),
  );
  expect(() => pay(withMethod(overdue, null))).toThrow(
    expect.objectContaining({ code: 'payment_method_required' }),
  );
});

test.each(['requires_action', 'refused'] as const)(
  '[X132] one to be paid by hand is not overdue before its date, whatever the bank says: %s',
  (said) => {
    const byHand = testAccountAt(day, testSubscription({ startedAt: at('2026-04-01'), paymentMethod: null }));
    const asked = payInvoice(
      { ...withMethod(byHand, 'visa'), nextCharge: 'requires_action' },
      byHand.openInvoices[0]!.id,
      at(day),
      testOptions,
    ).progress.account;
    const refused = confirmPayment(asked, 'pay_secret', 'refused', at(day), testOptions)!.progress.account;
    const open = said === 'refused' ? refused : asked;
    expect(isOverdue(open.openInvoices[0]!, at(day))).toBe(false);
    const before = advance(open, at('2026-04-14'), defaultTerms).account;
    expect(statusOf(before)).toBe('active');
    const after = advance(open, at('2026-04-15'), defaultTerms).account;
    expect(isOverdue(after.openInvoices[0]!, at('2026-04-15'))).toBe(true);
    expect(statusOf(after)).toBe('past_due');
  },
);

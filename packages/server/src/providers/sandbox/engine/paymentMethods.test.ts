import { describe, expect, test } from 'vitest';
import { sandboxPaymentMethods } from '@billfold/contract';
import type { Account } from './account.js';
import { changePaymentMethod, removePaymentMethod } from './adjust.js';
import { advance } from './advance.js';
import { cancelSubscription } from './cancel.js';
import { changeSubscription } from './change.js';
import { confirmPayment } from './confirm.js';
import { payInvoice } from './pay.js';
import { expiresAt, testMethods, usualExpiry, type TestMethod } from './paymentMethods.js';
import { confirmSetup } from './setup.js';
import { defaultTerms } from './terms.js';
import {
  testAccount,
  testAccountAt,
  testChange,
  testMethodOnFile,
  testOptions,
  testSubscription,
} from '../../../../test/engineAccount.js';

const at = (text: string) => Date.parse(text);
const startedAt = at('2026-04-01');
const run = (account: Account, to: string) => advance(account, at(to), defaultTerms);
const [visa, mastercard] = [testMethodOnFile('visa'), testMethodOnFile('mastercard')];

describe('[X139] a subscription is charged to one of those that are on file', () => {
  test('and an invoice says which, also where several are of the same kind', () => {
    const other = testMethodOnFile('visa', { id: 'pm_other' });
    const account = testAccount(testSubscription({ startedAt, paymentMethod: other }));
    const { issued } = run(account, '2026-04-01T00:00:00Z');
    expect(issued).toMatchObject([{ payment: { method: 'visa', paymentMethod: 'pm_other' } }]);
  });
});

describe('[X140] a card that has run out', () => {
  test('is one from the first instant of the month after the one that is printed on it', () => {
    expect(new Date(expiresAt({ month: 4, year: 2026 })).toISOString()).toBe('2026-05-01T00:00:00.000Z');
    expect(new Date(expiresAt({ month: 12, year: 2026 })).toISOString()).toBe('2027-01-01T00:00:00.000Z');
  });

  test.each([
    ['2026-05-01T00:00:00.001Z', 'paid', null],
    ['2026-05-01T00:00:00.000Z', 'open', 'card_expired'],
  ])('where it does at %s, the renewal at midnight is %s', (runsOut, status, failure) => {
    const card = testMethodOnFile('visa', { expiresAt: at(runsOut) });
    const account = testAccount(testSubscription({ startedAt, paymentMethod: card }));
    const { issued } = run(account, '2026-05-01T00:00:00Z');
    expect(issued[0]).toMatchObject({ status: 'paid' });
    expect(issued[1]).toMatchObject({ status, payment: { failure } });
  });

  test('is refused in a change and by hand too, and what was decided on comes first', () => {
    const card = testMethodOnFile('visa', { expiresAt: at('2026-04-10') });
    const account = run(
      testAccount(testSubscription({ startedAt, paymentMethod: card })),
      '2026-04-20',
    ).account;
    const change = (given: Account) =>
      changeSubscription(given, 'sub_1', testChange('2026-04-20'), testOptions).outcome;
    expect(change(account)).toEqual({ status: 'failed', failure: 'card_expired' });
    expect(change({ ...account, nextCharge: 'processing' })).toEqual({ status: 'pending' });

    const late = run(account, '2026-05-02').account;
    const pay = () => payInvoice(late, late.openInvoices[0]!.id, at('2026-05-02'), testOptions);
    expect(pay().outcome).toEqual({ status: 'failed', failure: 'card_expired' });
  });
});

describe('[X141] a debit that the bank sends back', () => {
  const failing = testAccount(testSubscription({ startedAt, paymentMethod: 'sepa_debit_fails' }));

  test('is under way for its days, and then a refusal that is tried again', () => {
    const sent = run(failing, '2026-04-03T23:59:59Z');
    expect(sent.issued).toMatchObject([{ status: 'open', payment: { status: 'processing' }, refusals: 0 }]);
    expect(sent.account.subscriptions[0]!.status).toBe('active');

    const back = run(failing, '2026-04-04');
    expect(back.issued).toMatchObject([
      {
        status: 'open',
        amountPaid: 0n,
        payment: { status: 'failed', failure: 'contact_bank', attemptedAt: startedAt },
        refusals: 1,
        next: { action: 'retry', at: at('2026-04-07') },
      },
    ]);
    expect(back.account.subscriptions[0]!.status).toBe('past_due');
  });

  test('every time ends like any other debt: the subscription with it', () => {
    const ended = run(failing, '2026-06-01').account.subscriptions[0]!;
    // Sent on the 1st, 7th, 15th and 25th, and back three days later each time.
    expect(ended).toMatchObject({ status: 'canceled', endedAt: at('2026-04-28') });
  });

  test('is paid after all by something else, that works', () => {
    const back = run(failing, '2026-04-04').account;
    const repaired = run(changePaymentMethod(back, ['sub_1'], visa).account, '2026-04-07').account;
    expect(repaired).toMatchObject({ openInvoices: [], subscriptions: [{ status: 'active' }] });
  });

  test('for what has ended meanwhile stays owed, and nobody is charged again', () => {
    const sent = run(failing, '2026-04-02').account;
    const canceled = cancelSubscription(sent, 'sub_1', {
      at: 'now',
      prorationBehavior: 'none',
      now: at('2026-04-02'),
    }).progress;
    expect(canceled.dueAt).toBe(at('2026-04-04'));
    const living = { ...canceled.account, subscriptions: [] };
    expect(run(living, '2026-04-04')).toMatchObject({
      dueAt: null,
      changedInvoices: [{ status: 'open', next: null, payment: { status: 'failed' } }],
    });
  });

  test('for what was given up on is not tried again by itself either', () => {
    const terms = { ...defaultTerms, afterRetries: 'leave_unpaid' as const };
    const declined = testAccount(testSubscription({ startedAt, paymentMethod: 'card_declined' }));
    const unpaid = advance(declined, at('2026-05-02'), terms).account;
    const newest = unpaid.openInvoices.at(-1)!;
    const paymentMethod = testMethodOnFile('sepa_debit_fails');
    const options = { terms, makeSecret: () => '', paymentMethod };
    const sent = payInvoice(unpaid, newest.id, at('2026-05-02'), options).progress.account;
    const back = advance(sent, at('2026-05-05'), terms).account;
    expect(back.openInvoices.at(-1)).toMatchObject({ id: newest.id, refusals: 1, next: null });
    expect(back.subscriptions[0]!.status).toBe('unpaid');
  });

  test('has made its change already, whose debt counts like any other', () => {
    const account = run(testAccount(testSubscription({ startedAt })), '2026-04-10').account;
    const byDebit = changePaymentMethod(account, ['sub_1'], testMethodOnFile('sepa_debit_fails')).account;
    const made = changeSubscription(byDebit, 'sub_1', testChange('2026-04-10'), testOptions);
    expect(made.outcome).toEqual({ status: 'succeeded' });
    expect(run(made.progress.account, '2026-04-13').account.subscriptions[0]).toMatchObject({
      status: 'past_due',
      price: { id: 'price_Business' },
    });
  });

  test('[X17] comes back in one leap as in many', () => {
    let account = failing;
    for (let day = startedAt; day <= at('2026-05-10'); day += 7 * 3_600_000) {
      const { account: then } = advance(account, day, defaultTerms);
      account = { ...then, subscriptions: then.subscriptions.filter(({ endedAt }) => endedAt === null) };
    }
    const leap = run(failing, '2026-05-10').account;
    expect(account.openInvoices).toEqual(leap.openInvoices);
    expect(account.invoicesIssued).toBe(leap.invoicesIssued);
  });
});

describe('[X142] what is put on file', () => {
  const now = at('2026-11-20T09:00:00Z');
  const confirm = (method: TestMethod, outcome: 'authenticated' | 'refused' | null = null) => {
    const { status, failure } = confirmSetup({ method, expiry: usualExpiry(method, now), outcome }, now);
    return failure ?? status;
  };

  test.each<[TestMethod, string, string, string]>([
    ['visa', 'succeeded', 'succeeded', 'succeeds'],
    ['mastercard', 'succeeded', 'succeeded', 'succeeds'],
    ['amex', 'succeeded', 'succeeded', 'succeeds'],
    ['sepa_debit', 'succeeded', 'succeeded', 'settles_later'],
    ['sepa_debit_slow', 'processing', 'processing', 'settles_later'],
    ['sepa_debit_fails', 'succeeded', 'succeeded', 'settles_later'],
    ['card_declined', 'succeeded', 'succeeded', 'contact_bank'],
    ['insufficient_funds', 'insufficient_funds', 'insufficient_funds', 'insufficient_funds'],
    ['card_expired', 'card_expired', 'card_expired', 'card_expired'],
    ['declined_at_setup', 'contact_bank', 'contact_bank', 'contact_bank'],
    ['authentication_at_setup', 'requires_action', 'succeeded', 'succeeds'],
    ['authentication_required', 'requires_action', 'succeeded', 'authentication_required'],
    ['authentication_fails', 'requires_action', 'contact_bank', 'contact_bank'],
  ])('%s is %s, %s after the bank was answered, and is charged so: %s', (method, first, then, charged) => {
    expect(confirm(method)).toBe(first);
    expect(confirm(method, 'authenticated')).toBe(then);
    const { charge } = testMethods[method];
    expect('failure' in charge ? charge.failure : charge.kind).toBe(charged);
  });

  test('all of them, and no two with the same digits', () => {
    expect(Object.keys(testMethods)).toEqual(expect.arrayContaining([...sandboxPaymentMethods]));
    const digits = Object.values(testMethods).map(({ name }) => name.last4);
    expect(new Set(digits).size).toBe(sandboxPaymentMethods.length);
  });

  test('is refused where the customer has said no to their bank', () => {
    expect(confirm('authentication_at_setup', 'refused')).toBe('authentication_required');
  });

  test('is refused where the card has run out already, and a debit does not', () => {
    const printed = (expiry: { month: number; year: number }, method: TestMethod = 'visa') =>
      confirmSetup({ method, expiry, outcome: null }, now);
    expect(printed({ month: 10, year: 2026 })).toMatchObject({ status: 'failed', failure: 'card_expired' });
    expect(printed({ month: 11, year: 2026 })).toMatchObject({ status: 'succeeded' });
    expect(printed({ month: 10, year: 2026 }, 'sepa_debit')).toMatchObject({ status: 'succeeded' });
  });

  test('is confirmed by a slow bank some minutes later', () => {
    const { settlesAt } = confirmSetup({ method: 'sepa_debit_slow', expiry: null, outcome: null }, now);
    expect(settlesAt! - now).toBe(3 * 60_000);
  });

  test('is good for three years where nobody says anything else', () => {
    expect(usualExpiry('visa', now)).toEqual({ month: 12, year: 2029 });
    expect(usualExpiry('sepa_debit', now)).toBeNull();
  });
});

describe('[X143] an invoice that is paid by something else this once', () => {
  const day = '2026-04-02';
  const owing = testAccountAt(day, testSubscription({ startedAt, paymentMethod: 'card_declined' }));
  const invoice = owing.openInvoices[0]!.id;
  const pay = (paymentMethod = mastercard) =>
    payInvoice(owing, invoice, at(day), { ...testOptions, paymentMethod });

  test('is charged to that, and everything else stays charged to what it was', () => {
    const { outcome, progress } = pay();
    expect(outcome).toEqual({ status: 'succeeded' });
    expect(progress.changedInvoices).toMatchObject([{ payment: { paymentMethod: 'pm_mastercard' } }]);
    expect(progress.account.subscriptions[0]!.paymentMethod!.method).toBe('card_declined');
  });

  test('and refused again is tried again with what it was', () => {
    const { outcome, progress } = pay(testMethodOnFile('insufficient_funds'));
    expect(outcome).toEqual({ status: 'failed', failure: 'insufficient_funds' });
    const [retried] = run(progress.account, '2026-04-05').changedInvoices;
    expect(retried!.payment).toMatchObject({ method: 'card_declined', failure: 'contact_bank' });
  });
});

describe('[X144] another payment method', () => {
  const account = testAccountAt('2026-04-02', testSubscription({ startedAt, paymentMethod: visa }));

  test('gives the subscription a new version, and the same one again does nothing', () => {
    const moved = changePaymentMethod(account, ['sub_1'], mastercard);
    expect(moved.changedSubscriptions).toMatchObject([
      { paymentMethod: mastercard, version: account.subscriptions[0]!.version + 1 },
    ]);
    expect(moved.issued).toEqual([]);
    expect(changePaymentMethod(moved.account, ['sub_1'], mastercard).changedSubscriptions).toEqual([]);
    expect(changePaymentMethod(account, [], mastercard).changedSubscriptions).toEqual([]);
  });

  test('does not take what is under way with the one before: it is charged, and says so', () => {
    const change = changeSubscription(
      { ...account, nextCharge: 'processing' },
      'sub_1',
      testChange('2026-04-02'),
      testOptions,
    );
    const moved = changePaymentMethod(change.progress.account, ['sub_1'], mastercard).account;
    const settled = advance(moved, at('2026-04-02T00:01:00Z'), defaultTerms);
    expect(settled.issued).toMatchObject([{ status: 'paid', payment: { paymentMethod: 'pm_visa' } }]);
    expect(settled.account.subscriptions[0]!.paymentMethod).toEqual(mastercard);
  });
});

describe('[X148] a payment method that is taken away', () => {
  test('leaves what was charged to it to the next one, or to none', () => {
    const account = testAccountAt('2026-04-02', testSubscription({ startedAt, paymentMethod: visa }));
    const [toNext] = removePaymentMethod(account, visa.id, mastercard).changedSubscriptions;
    expect(toNext!.paymentMethod).toEqual(mastercard);
    const [toNone] = removePaymentMethod(account, visa.id, null).changedSubscriptions;
    expect(toNone!.paymentMethod).toBeNull();
    expect(removePaymentMethod(account, mastercard.id, null).changedSubscriptions).toEqual([]);
  });

  test('can not be confirmed any more where it was asked for', () => {
    const owing = testAccountAt(
      '2026-04-02',
      testSubscription({ startedAt, paymentMethod: 'card_declined' }),
    );
    const paymentMethod = testMethodOnFile('authentication_required');
    const options = { ...testOptions, paymentMethod };
    const asked = payInvoice(owing, owing.openInvoices[0]!.id, at('2026-04-02'), options).progress.account;
    const removed = removePaymentMethod(asked, paymentMethod.id, null);
    expect(removed.changedInvoices).toMatchObject([{ clientSecret: null, payment: { status: 'failed' } }]);
    const confirm = () =>
      confirmPayment(removed.account, 'pay_secret', 'authenticated', at('2026-04-02'), testOptions);
    expect(confirm()).toBeNull();
  });
});

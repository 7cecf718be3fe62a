import { describe, expect, test } from 'vitest';
import type { Account, NextCharge, SubscriptionState } from './account.js';
import { advance } from './advance.js';
import { applyDiscount, deletePendingChange } from './adjust.js';
import { cancelSubscription, keepSubscription } from './cancel.js';
import { changeSubscription } from './change.js';
import { confirmPayment } from './confirm.js';
import { startDiscount } from './discounts.js';
import type { TestMethod } from './paymentMethods.js';
import {
  testAccountAt,
  testBusiness,
  testChange,
  testCoupon,
  testOptions,
  testSubscription,
  testMethodOnFile,
} from '../../../../test/engineAccount.js';
import { defaultTerms } from './terms.js';

const at = (text: string) => Date.parse(text);
const middle = '2026-04-16T00:00:00Z';
const team = testAccountAt('2026-04-01', testSubscription({ startedAt: at('2026-04-01') }));
const subscriptionIn = (account: Account): SubscriptionState => account.subscriptions[0]!;
const paidBy = (method: TestMethod | null, nextCharge: NextCharge = 'usual'): Account => ({
  ...team,
  nextCharge,
  subscriptions: [{ ...subscriptionIn(team), paymentMethod: method && testMethodOnFile(method) }],
});
const upgrade = (account: Account, more = {}) =>
  changeSubscription(account, 'sub_1', testChange(middle, more), testOptions);
const confirm = (account: Account, outcome: 'authenticated' | 'refused', when = '2026-04-16T01:00:00Z') =>
  confirmPayment(account, 'pay_secret', outcome, at(when), testOptions);

describe('a refused payment', () => {
  test.each([
    ['card_declined', 'contact_bank'],
    ['insufficient_funds', 'insufficient_funds'],
    ['card_expired', 'card_expired'],
  ] as const)('[X72] %s leaves everything as it was', (method, failure) => {
    const account = paidBy(method);
    const step = upgrade(account);
    expect(step.outcome).toEqual({ status: 'failed', failure });
    expect(step.progress).toMatchObject({
      issued: [],
      changedInvoices: [],
      changedSubscriptions: [],
      account,
    });
    expect(step.priced.dueNow).toBe(900n);
  });

  test('[X72] that the sandbox was told to make leaves only that behind', () => {
    const step = upgrade(paidBy('visa', 'fails'));
    expect(step.outcome).toEqual({ status: 'failed', failure: 'contact_bank' });
    expect(step.progress.account).toEqual(team);
    expect(upgrade(step.progress.account).outcome).toEqual({ status: 'succeeded' });
  });

  test('[X72] nothing on file is no refusal, and matters only where there is something to pay', () => {
    expect(() => upgrade(paidBy(null))).toThrow(expect.objectContaining({ code: 'payment_method_required' }));
    expect(upgrade(paidBy(null), { prorationBehavior: 'create_prorations' }).outcome).toEqual({
      status: 'succeeded',
    });
    const rich = { ...paidBy(null), balance: 900n };
    expect(upgrade(rich)).toMatchObject({
      outcome: { status: 'succeeded' },
      invoice: { status: 'paid', balanceApplied: 900n, amountPaid: 0n, payment: null },
      priced: { total: 900n, balanceApplied: 900n, creditAdded: 0n, dueNow: 0n },
      progress: { account: { balance: 0n } },
    });
  });
});

describe('a payment to be confirmed', () => {
  const asked = upgrade(paidBy('authentication_required'));

  test('[X73] leaves nothing but that', () => {
    expect(asked.outcome).toEqual({ status: 'requires_action', clientSecret: 'pay_secret' });
    const { pendingPayment, ...now } = subscriptionIn(asked.progress.account);
    const { pendingPayment: _, ...before } = subscriptionIn(paidBy('authentication_required'));
    expect(now).toEqual({ ...before, version: before.version + 1 });
    expect(pendingPayment).toMatchObject({
      status: 'requires_action',
      clientSecret: 'pay_secret',
      amount: 900n,
      expiresAt: at('2026-04-16T23:00:00Z'),
    });
    expect(asked.progress).toMatchObject({ issued: [], account: { invoicesIssued: 1, openInvoices: [] } });
  });

  test('[X73] confirmed, makes the change as it was priced', () => {
    const step = confirm(asked.progress.account, 'authenticated')!;
    expect(step).toMatchObject({
      outcome: { status: 'succeeded' },
      invoice: {
        status: 'paid',
        total: 900n,
        issuedAt: at('2026-04-16T01:00:00Z'),
        payment: { status: 'succeeded' },
      },
    });
    expect(step.invoice!.lines).toEqual(asked.invoice!.lines);
    expect(subscriptionIn(step.progress.account)).toMatchObject({
      price: testBusiness,
      pendingPayment: null,
    });
    expect(confirm(step.progress.account, 'authenticated')).toBeNull();
  });

  test('[X73] refused, is forgotten', () => {
    const step = confirm(asked.progress.account, 'refused')!;
    expect(step.outcome).toEqual({ status: 'failed', failure: 'authentication_required' });
    expect(subscriptionIn(step.progress.account)).toMatchObject({ pendingPayment: null, version: 4 });
    expect(step.progress.issued).toEqual([]);
  });

  test('[X73] is forgotten after 23 hours, and then nothing confirms it', () => {
    const { account, dueAt } = advance(asked.progress.account, at('2026-04-16T22:59:59Z'), defaultTerms);
    expect(dueAt).toBe(at('2026-04-16T23:00:00Z'));
    expect(subscriptionIn(account).pendingPayment).not.toBeNull();
    expect(confirm(account, 'authenticated', '2026-04-16T23:00:00Z')).toBeNull();
    const over = advance(account, at('2026-04-16T23:00:00Z'), defaultTerms);
    expect(over.changedSubscriptions).toMatchObject([
      { pendingPayment: null, price: { id: 'price_Monthly' } },
    ]);
  });

  test('[X73] is forgotten at a renewal, and with whatever else is done', () => {
    const late = changeSubscription(
      paidBy('authentication_required'),
      'sub_1',
      testChange('2026-04-30T12:00:00Z'),
      testOptions,
    );
    expect(late.outcome.status).toBe('requires_action');
    const renewed = advance(late.progress.account, at('2026-05-01'), defaultTerms).account;
    expect(subscriptionIn(renewed)).toMatchObject({ pendingPayment: null, price: { id: 'price_Monthly' } });
    const discount = startDiscount(testCoupon(), null, at(middle));
    const given = applyDiscount(asked.progress.account, 'sub_1', discount, at(middle)).progress.account;
    expect(subscriptionIn(given).pendingPayment).toBeNull();
    expect(
      subscriptionIn(upgrade(asked.progress.account, { timing: 'period_end' }).progress.account)
        .pendingPayment,
    ).toBeNull();
  });

  test('[X73] charges nobody where it would not cost the same any more', () => {
    const step = confirm({ ...asked.progress.account, balance: 100n }, 'authenticated')!;
    expect(step.outcome.status).toBe('failed');
    expect(step.progress).toMatchObject({ issued: [], account: { balance: 100n } });
    expect(subscriptionIn(step.progress.account)).toMatchObject({
      pendingPayment: null,
      price: { id: 'price_Monthly' },
    });
  });

  test('[X73] a secret that nobody was given confirms nothing', () => {
    expect(
      confirmPayment(asked.progress.account, 'other', 'authenticated', at(middle), testOptions),
    ).toBeNull();
    expect(confirm(team, 'authenticated')).toBeNull();
  });
});

describe('a payment under way', () => {
  const underWay = upgrade(paidBy('visa', 'processing'));

  test('[X74] makes its change a minute later', () => {
    expect(underWay.outcome).toEqual({ status: 'pending' });
    expect(subscriptionIn(underWay.progress.account)).toMatchObject({
      price: { id: 'price_Monthly' },
      pendingPayment: { status: 'processing', clientSecret: null, amount: 900n },
    });
    expect(underWay.progress.dueAt).toBe(at('2026-04-16T00:01:00Z'));
    const arrived = advance(underWay.progress.account, at('2026-04-16T00:01:00Z'), defaultTerms);
    expect(arrived.issued).toMatchObject([
      { status: 'paid', total: 900n, issuedAt: at('2026-04-16T00:01:00Z') },
    ]);
    expect(subscriptionIn(arrived.account)).toMatchObject({ price: testBusiness, pendingPayment: null });
  });

  test('[X74] that arrives where the period ends is still a change of that period', () => {
    const late = changeSubscription(
      paidBy('visa', 'processing'),
      'sub_1',
      testChange('2026-04-30T23:59:00Z', { quantity: 999 }),
      testOptions,
    );
    const { issued } = advance(late.progress.account, at('2026-05-01'), defaultTerms);
    expect(issued.map(({ lines }) => lines.map(({ proration, amount }) => [proration, amount]))).toEqual([
      [
        [true, 0n],
        [true, 69n],
      ],
      [[false, 2_997_000n]],
    ]);
  });

  test('[X74] is not asked for again', () => {
    expect(() => upgrade(underWay.progress.account)).toThrow(
      expect.objectContaining({ code: 'subscription_state' }),
    );
  });

  test('[X74] a debit is trusted: the change is made at once, and its invoice arrives later', () => {
    const step = upgrade(paidBy('sepa_debit'));
    expect(step).toMatchObject({
      outcome: { status: 'succeeded' },
      invoice: { status: 'open', payment: { status: 'processing' } },
    });
    expect(subscriptionIn(step.progress.account)).toMatchObject({ status: 'active', price: testBusiness });
    const arrived = advance(step.progress.account, at('2026-04-19'), defaultTerms);
    expect(arrived.changedInvoices).toMatchObject([{ status: 'paid', amountPaid: 900n }]);
  });
});

describe('the next charge', () => {
  const renewal = (nextCharge: NextCharge, method: TestMethod) =>
    advance(paidBy(method, nextCharge), at('2026-05-01'), defaultTerms);

  test.each([
    ['fails', 'visa', 'open', 'failed', 'past_due'],
    ['requires_action', 'visa', 'open', 'requires_action', 'past_due'],
    ['processing', 'card_declined', 'open', 'processing', 'active'],
    ['usual', 'visa', 'paid', 'succeeded', 'active'],
  ] as const)('[X75] %s decides a renewal, paid by %s', (nextCharge, method, status, payment, standing) => {
    const { issued, account } = renewal(nextCharge, method);
    expect(issued).toMatchObject([{ status, clientSecret: null, payment: { status: payment } }]);
    expect(subscriptionIn(account).status).toBe(standing);
    expect(account.nextCharge).toBe('usual');
  });

  test('[X75] and only the next: the retry goes through', () => {
    const { issued, account } = advance(paidBy('visa', 'fails'), at('2026-05-04'), defaultTerms);
    expect(issued).toMatchObject([{ status: 'paid', refusals: 1, paidAt: at('2026-05-04') }]);
    expect(subscriptionIn(account).status).toBe('active');
  });

  test('[X75] what costs nothing is no charge', () => {
    const { account } = advance(
      { ...paidBy('visa', 'fails'), balance: 5_000n },
      at('2026-05-01'),
      defaultTerms,
    );
    expect(account).toMatchObject({ nextCharge: 'fails', balance: 3_800n });
  });
});

describe('while a payment of a change is under way', () => {
  const scheduled = changeSubscription(
    paidBy('visa', 'processing'),
    'sub_1',
    testChange(middle, { timing: 'period_end' }),
    testOptions,
  ).progress.account;
  const underWay = upgrade({ ...scheduled, nextCharge: 'processing' }).progress.account;
  const ending: Account = {
    ...underWay,
    subscriptions: [{ ...subscriptionIn(underWay), cancelAt: at('2026-05-01') }],
  };
  const now = at(middle);
  const prorationBehavior = 'none';

  test.each<[string, () => unknown]>([
    [
      'no coupon is given',
      () => applyDiscount(underWay, 'sub_1', startDiscount(testCoupon(), null, now), now),
    ],
    ['no scheduled change is dropped', () => deletePendingChange(underWay, 'sub_1', now)],
    [
      'it is not canceled with its period',
      () => cancelSubscription(underWay, 'sub_1', { at: 'period_end', prorationBehavior, now }),
    ],
    ['nor now', () => cancelSubscription(underWay, 'sub_1', { at: 'now', prorationBehavior, now })],
    ['nor kept', () => keepSubscription(ending, 'sub_1', now)],
  ])('[X129] %s, so that the money does not arrive for nothing', (_, deed) => {
    expect(subscriptionIn(underWay)).toMatchObject({
      pendingPayment: { status: 'processing' },
      pendingChange: {},
    });
    expect(deed).toThrow(expect.objectContaining({ code: 'subscription_state' }));
  });
});

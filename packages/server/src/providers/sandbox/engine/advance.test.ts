import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Account } from './account.js';
import { advance } from './advance.js';
import type { Progress } from './draft.js';
import type { TestMethod } from './paymentMethods.js';
import { DAY } from './periods.js';
import { defaultTerms, type BillingTerms } from './terms.js';
import {
  testAccount,
  testPrice,
  testSubscription,
  testMethodOnFile,
} from '../../../../test/engineAccount.js';

const at = (text: string) => Date.parse(text);
const date = (instant: number | null) =>
  instant === null ? null : new Date(instant).toISOString().slice(0, 10);

const run = (given: Account, to: string, terms: BillingTerms = defaultTerms) => advance(given, at(to), terms);

/** What a test looks at: each invoice in a line. */
const story = ({ issued }: Progress) =>
  issued.map(({ number, status, issuedAt, paidAt }) =>
    [number.slice(-4), status, date(issuedAt), date(paidAt)].join(' '),
  );
const statusOf = ({ account }: Progress, index = 0) => account.subscriptions[index]!.status;

describe('renewals', () => {
  test('[X9] each period is invoiced where it begins: 25 invoices in two years', () => {
    const progress = run(testAccount(testSubscription({ quantity: 5 })), '2026-01-31T09:00:00Z');

    expect(progress.issued).toHaveLength(25);
    expect(progress.issued.map((invoice) => date(invoice.issuedAt)).slice(0, 4)).toEqual([
      '2024-01-31',
      '2024-02-29',
      '2024-03-31',
      '2024-04-30',
    ]);
    expect(
      progress.issued.every((it) => it.status === 'paid' && it.total === 6_000n && it.amountPaid === 6_000n),
    ).toBe(true);
    expect(progress.issued.at(-1)).toMatchObject({
      number: '2F9C4A1B-0025',
      period: { startAt: at('2026-01-31T09:00:00Z'), endAt: at('2026-02-28T09:00:00Z') },
      payment: { status: 'succeeded', method: 'visa', failure: null },
    });
    expect(progress.account.subscriptions[0]).toMatchObject({ status: 'active', periodsBilled: 25 });
    expect(date(progress.dueAt)).toBe('2026-02-28');
  });

  test('[X9] a millisecond before it is due, nothing has happened', () => {
    expect(run(testAccount(testSubscription()), '2024-01-31T08:59:59.999Z').issued).toEqual([]);
    expect(run(testAccount(testSubscription()), '2024-01-31T09:00:00.000Z').issued).toHaveLength(1);
  });

  test('[X10] a trial is free, and the first period begins where it ends', () => {
    const trial = testSubscription({ status: 'trialing', trialEndAt: at('2024-02-14T09:00:00Z') });
    expect(run(testAccount(trial), '2024-02-14T08:59:59Z')).toMatchObject({
      issued: [],
      account: { subscriptions: [trial] },
    });

    const paid = run(testAccount(trial), '2024-03-14T09:00:00Z');
    expect(story(paid)).toEqual(['0001 paid 2024-02-14 2024-02-14', '0002 paid 2024-03-14 2024-03-14']);
    expect(statusOf(paid)).toBe('active');
  });

  test('[X11] a scheduled cancellation ends it at that instant, before it would renew', () => {
    const ending = testSubscription({
      cancelAt: at('2024-03-31T09:00:00Z'),
      canceledAt: at('2024-03-05T00:00:00Z'),
    });
    const progress = run(testAccount(ending), '2025-01-01T00:00:00Z');
    expect(story(progress)).toEqual(['0001 paid 2024-01-31 2024-01-31', '0002 paid 2024-02-29 2024-02-29']);
    expect(progress.account.subscriptions[0]).toMatchObject({
      status: 'canceled',
      endedAt: at('2024-03-31T09:00:00Z'),
      canceledAt: at('2024-03-05T00:00:00Z'),
    });
    expect(progress.dueAt).toBeNull();
  });

  test('[X11] a trial that is canceled ends without an invoice', () => {
    const trialEndAt = at('2024-02-14T09:00:00Z');
    const progress = run(
      testAccount(testSubscription({ status: 'trialing', trialEndAt, cancelAt: trialEndAt })),
      '2025-01-01',
    );
    expect(progress.issued).toEqual([]);
    expect(statusOf(progress)).toBe('canceled');
  });

  test('[X16] what costs nothing is paid at once, and nobody is charged', () => {
    const free = testSubscription({ price: { ...testPrice, unitAmount: 0n }, paymentMethod: null });
    expect(run(testAccount(free), '2024-01-31T09:00:00Z').issued).toMatchObject([
      { status: 'paid', total: 0n, amountPaid: 0n, payment: null, paidAt: at('2024-01-31T09:00:00Z') },
    ]);
  });
});

describe('refused payments', () => {
  const declined = testAccount(testSubscription({ paymentMethod: 'card_declined' }));

  test('[X12] it is past due, and tried again after 3, 5 and 7 days', () => {
    const nextTry = (to: string) => {
      const progress = run(declined, to);
      expect(statusOf(progress)).toBe('past_due');
      return [date(progress.issued[0]!.payment!.attemptedAt), date(progress.issued[0]!.next?.at ?? null)];
    };
    expect(nextTry('2024-01-31T09:00:00Z')).toEqual(['2024-01-31', '2024-02-03']);
    expect(nextTry('2024-02-03T09:00:00Z')).toEqual(['2024-02-03', '2024-02-08']);
    expect(nextTry('2024-02-08T09:00:00Z')).toEqual(['2024-02-08', '2024-02-15']);
  });

  test('[X12] when the last try is refused, the subscription ends and the debt is given up', () => {
    const progress = run(declined, '2024-06-01T00:00:00Z');
    expect(story(progress)).toEqual(['0001 uncollectible 2024-01-31 ']);
    expect(progress.account.subscriptions[0]).toMatchObject({
      status: 'canceled',
      endedAt: at('2024-02-15T09:00:00Z'),
      canceledAt: at('2024-02-15T09:00:00Z'),
    });
    expect(progress.dueAt).toBeNull();
  });

  test('[X12] or, where the terms say so, it stays unpaid: invoiced, and not charged any more', () => {
    const progress = run(declined, '2024-03-31T09:00:00Z', { ...defaultTerms, afterRetries: 'leave_unpaid' });
    expect(story(progress)).toEqual([
      '0001 open 2024-01-31 ',
      '0002 open 2024-02-29 ',
      '0003 open 2024-03-31 ',
    ]);
    expect(progress.issued.map((invoice) => [invoice.payment?.status, invoice.next])).toEqual([
      ['failed', null],
      [undefined, null],
      [undefined, null],
    ]);
    expect(statusOf(progress)).toBe('unpaid');
  });

  test('[X12] without any retries, the first refusal is the last', () => {
    expect(statusOf(run(declined, '2024-01-31T09:00:00Z', { ...defaultTerms, retryAfterDays: [] }))).toBe(
      'canceled',
    );
    const stay = { ...defaultTerms, retryAfterDays: [], afterRetries: 'leave_unpaid' as const };
    expect(statusOf(run(declined, '2024-01-31T09:00:00Z', stay))).toBe('unpaid');
  });

  test('[X12] several at once end together: what is shorter than the retries piles up', () => {
    const daily = testSubscription({
      paymentMethod: 'insufficient_funds',
      price: { ...testPrice, interval: 'day' },
    });
    const progress = run(testAccount(daily), '2024-03-01T00:00:00Z');
    expect(progress.issued).toHaveLength(15);
    expect(new Set(progress.issued.map(({ status }) => status))).toEqual(new Set(['uncollectible']));
    expect(progress.dueAt).toBeNull();
  });

  test.each([
    ['card_declined', 'failed', 'contact_bank'],
    ['insufficient_funds', 'failed', 'insufficient_funds'],
    ['card_expired', 'failed', 'card_expired'],
    ['authentication_required', 'requires_action', 'authentication_required'],
  ] as const)('[X12] %s', (paymentMethod, status, failure) => {
    const progress = run(testAccount(testSubscription({ paymentMethod })), '2024-01-31T09:00:00Z');
    expect(progress.issued[0]).toMatchObject({ status: 'open', paidAt: null, payment: { status, failure } });
    expect(statusOf(progress)).toBe('past_due');
  });

  test('[X13] another payment method repairs it at the next try', () => {
    const refused = run(declined, '2024-02-01T00:00:00Z').account;
    const repaired = run(withMethod(refused, 'mastercard'), '2024-02-04T00:00:00Z');
    expect(repaired.changedInvoices).toMatchObject([
      {
        status: 'paid',
        paidAt: at('2024-02-03T09:00:00Z'),
        next: null,
        payment: { method: 'mastercard', failure: null },
      },
    ]);
    expect(statusOf(repaired)).toBe('active');
  });

  test('[X13] it is active only when nothing is owed any more', () => {
    const daily = testSubscription({
      paymentMethod: 'card_declined',
      price: { ...testPrice, interval: 'day' },
    });
    const owesTwo = run(testAccount(daily), '2024-02-01T09:00:00Z').account;
    const repairing = withMethod(owesTwo, 'visa');
    // The first is tried again on February 3, the second on February 4; those between are paid at once.
    expect(statusOf(run(repairing, '2024-02-03T09:00:00Z'))).toBe('past_due');
    expect(statusOf(run(repairing, '2024-02-04T09:00:00Z'))).toBe('active');
  });

  test('[X13] a debit under way repairs it when it arrives, not before', () => {
    const refused = run(declined, '2024-02-01T00:00:00Z').account;
    const underWay = run(withMethod(refused, 'sepa_debit'), '2024-02-03T09:00:00Z');
    expect(underWay.changedInvoices).toMatchObject([{ status: 'open', payment: { status: 'processing' } }]);
    expect(statusOf(underWay)).toBe('past_due');

    const arrived = run(underWay.account, '2024-02-06T09:00:00Z');
    expect(arrived.changedInvoices).toMatchObject([{ status: 'paid' }]);
    expect(statusOf(arrived)).toBe('active');
  });

  test('[X12] a debit under way arrives also when what is owed besides is given up', () => {
    const daily = testSubscription({
      paymentMethod: 'card_declined',
      price: { ...testPrice, interval: 'day' },
    });
    const refused = run(testAccount(daily), '2024-02-15T08:00:00Z').account;
    // The last try of the oldest is a debit; that of the next, a day later, is refused and ends everything.
    const underWay = run(withMethod(refused, 'sepa_debit'), '2024-02-15T09:00:00Z').account;
    const end = run(withMethod(underWay, 'card_declined'), '2024-02-17T00:00:00Z');
    expect(statusOf(end)).toBe('canceled');
    const arrived = run(end.account, '2024-06-01T00:00:00Z');
    expect(arrived.changedInvoices[0]!.id).toBe(refused.openInvoices[0]!.id);
    expect(new Set(arrived.changedInvoices.map(({ status }) => status))).toEqual(new Set(['paid']));
    expect(arrived.account.openInvoices).toEqual([]);
  });

  test('[X13] a method that was taken away stops the retries, and nothing else', () => {
    const refused = run(declined, '2024-02-01T00:00:00Z').account;
    const left = run(withMethod(refused, null), '2024-02-28T00:00:00Z');
    expect(left.changedInvoices).toMatchObject([{ status: 'open', next: null }]);
    expect(statusOf(left)).toBe('past_due');
  });

  test('[X12] a subscription that ends by itself leaves its debts open, and charges nobody for them', () => {
    const ending = testSubscription({ paymentMethod: 'card_declined', cancelAt: at('2024-02-04T00:00:00Z') });
    const progress = run(testAccount(ending), '2024-06-01T00:00:00Z');
    expect(progress.issued).toMatchObject([{ status: 'open', refusals: 2, next: null }]);
  });
});

describe('debits', () => {
  const debit = testAccount(testSubscription({ paymentMethod: 'sepa_debit' }));

  test('[X14] are on their way for three days, and then paid', () => {
    const underWay = run(debit, '2024-02-03T08:59:59Z');
    expect(underWay.issued).toMatchObject([
      { status: 'open', amountPaid: 0n, payment: { status: 'processing' } },
    ]);
    expect(statusOf(underWay)).toBe('active');

    const settled = run(underWay.account, '2024-02-03T09:00:00Z');
    expect(settled.changedInvoices).toMatchObject([
      {
        status: 'paid',
        amountPaid: 1_200n,
        paidAt: at('2024-02-03T09:00:00Z'),
        payment: { status: 'succeeded', attemptedAt: at('2024-01-31T09:00:00Z') },
      },
    ]);
  });

  test('[X14] arrive also when the subscription ends meanwhile', () => {
    const ending = testSubscription({ paymentMethod: 'sepa_debit', cancelAt: at('2024-02-02T00:00:00Z') });
    const progress = run(testAccount(ending), '2024-02-10T00:00:00Z');
    expect(story(progress)).toEqual(['0001 paid 2024-01-31 2024-02-03']);
    expect(statusOf(progress)).toBe('canceled');
  });
});

describe('nothing on file', () => {
  const byHand = testAccount(testSubscription({ paymentMethod: null }));

  test('[X15] an invoice stays open, is due in 14 days, and past due then', () => {
    const waiting = run(byHand, '2024-02-14T08:59:59Z');
    expect(waiting.issued).toMatchObject([
      { status: 'open', dueAt: at('2024-02-14T09:00:00Z'), payment: null },
    ]);
    expect(statusOf(waiting)).toBe('active');
    expect(statusOf(run(waiting.account, '2024-02-14T09:00:00Z'))).toBe('past_due');
  });
});

describe('the order of things', () => {
  const methods: (TestMethod | null)[] = [
    'visa',
    'sepa_debit',
    'sepa_debit_fails',
    'card_declined',
    'authentication_required',
    null,
  ];
  const anySubscription = fc
    .record({
      paymentMethod: fc.constantFrom(...methods),
      startedAt: fc.integer({ min: at('2024-01-01'), max: at('2024-03-31') }),
      trialDays: fc.constantFrom(0, 0, 7, 30),
      cancelAfterDays: fc.option(fc.integer({ min: 1, max: 300 })),
      interval: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
      intervalCount: fc.integer({ min: 1, max: 3 }),
      unitAmount: fc.bigInt({ min: 0n, max: 10n ** 7n }),
      quantity: fc.integer({ min: 1, max: 50 }),
      currency: fc.constantFrom('jpy', 'eur', 'kwd'),
    })
    .map(({ trialDays, cancelAfterDays, interval, intervalCount, unitAmount, currency, ...more }) =>
      testSubscription({
        ...more,
        price: { ...testPrice, interval, intervalCount, unitAmount, currency },
        status: trialDays > 0 ? 'trialing' : 'active',
        trialEndAt: trialDays > 0 ? more.startedAt + trialDays * DAY : null,
        cancelAt: cancelAfterDays === null ? null : more.startedAt + cancelAfterDays * DAY,
      }),
    );
  const anyAccount = fc
    .array(anySubscription, { minLength: 1, maxLength: 3 })
    .map((subscriptions) =>
      testAccount(...subscriptions.map((it, index) => ({ ...it, id: `sub_${index}` }))),
    );

  test('[X17] one step or many: the same happens', () => {
    const anySteps = fc.array(fc.integer({ min: 0, max: 40 * DAY }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyAccount, anySteps, (given, steps) => {
        const to = at('2024-04-01') + steps.reduce((total, step) => total + step, 0);
        const once = advance(given, to, defaultTerms);

        let now = at('2024-04-01');
        let many = advance(given, now, defaultTerms);
        const issued = [...many.issued];
        for (const step of steps) {
          now += step;
          many = advance(many.account, now, defaultTerms);
          issued.push(...many.issued);
          for (const changed of many.changedInvoices) {
            const index = issued.findIndex(({ id }) => id === changed.id);
            issued[index] = { ...issued[index]!, ...changed };
          }
        }
        expect(many.account).toEqual(once.account);
        expect(issued).toEqual(once.issued);
        expect(many.dueAt).toBe(once.dueAt);
      }),
      { numRuns: 500 },
    );
  });

  test('[X17] numbers have no gap and follow time, and sums are those of the lines', () => {
    fc.assert(
      fc.property(anyAccount, fc.integer({ min: 0, max: 200 * DAY }), (given, more) => {
        const { issued, account: after } = advance(given, at('2024-04-01') + more, defaultTerms);
        expect(issued.map(({ sequence }) => sequence)).toEqual(issued.map((_, index) => index + 1));
        expect(after.invoicesIssued).toBe(issued.length);
        for (const [index, invoice] of issued.entries()) {
          expect(invoice.issuedAt).toBeGreaterThanOrEqual(issued[index - 1]?.issuedAt ?? 0);
          expect(invoice.lines.reduce((total, line) => total + line.amount, 0n)).toBe(invoice.subtotal);
          expect(invoice.amountPaid).toBe(invoice.status === 'paid' ? invoice.total : 0n);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('[X17] what is given stays as it was', () => {
    const given = run(
      testAccount(testSubscription({ paymentMethod: 'card_declined' })),
      '2024-02-01T00:00:00Z',
    ).account;
    const before = structuredClone(given);
    run(given, '2025-01-01T00:00:00Z');
    expect(given).toEqual(before);
  });

  test('[X17] nothing more happens at an instant that was reached already', () => {
    const { account: after } = run(
      testAccount(testSubscription({ paymentMethod: 'sepa_debit' })),
      '2024-05-02T00:00:00Z',
    );
    const again = run(after, '2024-05-02T00:00:00Z');
    expect([again.issued, again.changedInvoices, again.changedSubscriptions]).toEqual([[], [], []]);
  });

  test('[X17] only what has changed is given back as changed, with a new version', () => {
    const paid = run(
      testAccount(testSubscription(), testSubscription({ id: 'sub_2', startedAt: at('2024-02-10') })),
      '2024-02-15',
    );
    const next = run(paid.account, '2024-03-01T00:00:00Z');
    expect(next.changedSubscriptions).toMatchObject([{ id: 'sub_1', version: 3 }]);
  });
});

function withMethod(given: Account, method: TestMethod | null): Account {
  const paymentMethod = method && testMethodOnFile(method);
  return { ...given, subscriptions: given.subscriptions.map((it) => ({ ...it, paymentMethod })) };
}

import { describe, expect, test } from 'vitest';
import type { Account, EngineChange, SubscriptionState } from './account.js';
import { advance } from './advance.js';
import { changeSubscription, type ChangeStep } from './change.js';
import {
  testAccountAt,
  testChange,
  testFree,
  testOptions,
  testPrice,
  testSubscription,
  testYearly,
} from '../../../../test/engineAccount.js';
import { defaultTerms } from './terms.js';

const at = (text: string) => Date.parse(text);
const date = (instant: number | null) =>
  instant === null ? null : new Date(instant).toISOString().slice(0, 10);
const subscriptionIn = (account: Account): SubscriptionState => account.subscriptions[0]!;
const linesOf = (step: ChangeStep) =>
  step.priced.lines.map(({ description, amount }) => `${description}: ${amount}`);
const change = (account: Account, pricedAt: string, more: Partial<EngineChange> = {}) =>
  changeSubscription(account, 'sub_1', testChange(pricedAt, more), testOptions);
const later = (step: ChangeStep, to: string) => advance(step.progress.account, at(to), defaultTerms);

/** A month of Team at $12.00 from the 1st of April, paid. The 16th is the middle of it. */
const team = testAccountAt('2026-04-01', testSubscription({ startedAt: at('2026-04-01') }));
const yearly = testAccountAt(
  '2026-04-01',
  testSubscription({ startedAt: at('2026-04-01'), price: testYearly }),
);
const middle = '2026-04-16T00:00:00Z';

describe('a change of the period', () => {
  test('[X66] another interval begins a new period at that instant, and is invoiced whatever the setting', () => {
    const step = change(team, middle, { price: testYearly, prorationBehavior: 'create_prorations' });
    expect(linesOf(step)).toEqual(['Unused time on Team (1 seat) after 16 Apr 2026: -600', 'Team: 12000']);
    expect(step).toMatchObject({ invoice: { status: 'paid', total: 11_400n }, priced: { dueNow: 11_400n } });
    expect(subscriptionIn(step.progress.account)).toMatchObject({
      anchorAt: at(middle),
      periodsBilled: 1,
      paid: 12_000n,
    });
    expect(step.priced.nextInvoice).toEqual({ issuedAt: at('2027-04-16'), total: 12_000n });
    expect(later(step, '2027-04-16').issued).toMatchObject([{ total: 12_000n }]);
  });

  test('[X66] without proration nothing is given back', () => {
    expect(linesOf(change(team, middle, { price: testYearly, prorationBehavior: 'none' }))).toEqual([
      'Team: 12000',
    ]);
  });

  test('[X71] where more is given back than charged, it is credit, and the next invoices take from it', () => {
    const step = change(yearly, '2026-10-01T00:00:00Z', { price: testPrice });
    // 182 of 365 days of $120.00 come back.
    expect(step).toMatchObject({
      invoice: { status: 'paid', total: -4_784n, balanceApplied: -4_784n, amountPaid: 0n, payment: null },
      priced: { total: -4_784n, creditAdded: 4_784n, balanceApplied: 0n, dueNow: 0n },
    });
    expect(step.progress.account.balance).toBe(4_784n);
    const { issued, account } = later(step, '2027-03-01');
    expect(
      issued.map(({ total, balanceApplied, amountPaid }) => [total, balanceApplied, amountPaid]),
    ).toEqual([
      [1_200n, 1_200n, 0n],
      [1_200n, 1_200n, 0n],
      [1_200n, 1_200n, 0n],
      [1_200n, 1_184n, 16n],
      [1_200n, 0n, 1_200n],
    ]);
    expect(account.balance).toBe(0n);
  });

  test('[X66] what was free begins to be paid with the change, and what becomes free keeps its period', () => {
    const free = testAccountAt(
      '2026-04-01',
      testSubscription({ startedAt: at('2026-04-01'), price: testFree }),
    );
    const step = change(free, middle, { price: testPrice, prorationBehavior: 'create_prorations' });
    expect(linesOf(step)).toEqual(['Team: 1200']);
    expect(subscriptionIn(step.progress.account).anchorAt).toBe(at(middle));
    expect(linesOf(change(team, middle, { price: testFree }))).toEqual([
      'Unused time on Team (1 seat) after 16 Apr 2026: -600',
      'Remaining time on Free until 1 May 2026: 0',
    ]);
  });

  test.each([
    ['2024-01-31', '2024-02-20', ['2024-02-29', '2024-03-31', '2024-04-30']],
    ['2024-02-29', '2024-03-05', ['2024-03-29', '2024-04-29', '2024-05-29']],
  ])('[X84] a change in the period keeps the day of the anchor: %s', (startedAt, changedAt, renewals) => {
    const account = testAccountAt(changedAt, testSubscription({ startedAt: at(startedAt) }));
    expect(
      later(change(account, changedAt), '2024-06-01')
        .issued.slice(0, 3)
        .map(({ issuedAt }) => date(issuedAt)),
    ).toEqual(renewals);
  });

  test.each([
    ['2024-01-31', ['2024-02-29', '2024-03-31', '2024-04-30']],
    ['2024-02-29', ['2024-03-29', '2024-04-29', '2024-05-29']],
  ])('[X84] a change of the interval makes its day the anchor: %s', (changedAt, renewals) => {
    const account = testAccountAt(
      changedAt,
      testSubscription({ startedAt: at('2023-06-15'), price: testYearly }),
    );
    const step = change(account, changedAt, { price: testPrice });
    expect(
      later(step, '2024-06-01')
        .issued.slice(0, 3)
        .map(({ issuedAt }) => date(issuedAt)),
    ).toEqual(renewals);
  });

  test('[X84] a year from the 29th of February ends on the 28th, and comes back to the 29th', () => {
    const account = testAccountAt('2024-02-29', testSubscription({ startedAt: at('2024-01-31') }));
    const step = change(account, '2024-02-29', { price: testYearly });
    expect(later(step, '2028-03-01').issued.map(({ issuedAt }) => date(issuedAt))).toEqual([
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ]);
  });
});

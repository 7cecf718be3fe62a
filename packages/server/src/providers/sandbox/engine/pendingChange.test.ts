import { describe, expect, test } from 'vitest';
import type { Account, EngineChange, SubscriptionState } from './account.js';
import { deletePendingChange } from './adjust.js';
import { advance } from './advance.js';
import { changeSubscription, type ChangeStep } from './change.js';
import { startDiscount } from './discounts.js';
import {
  testAccountAt,
  testBusiness,
  testChange,
  testCoupon,
  testFree,
  testOptions,
  testPrice,
  testSubscription,
  testYearly,
} from '../../../../test/engineAccount.js';
import { defaultTerms } from './terms.js';
import { upcomingInvoice } from './upcoming.js';

const at = (text: string) => Date.parse(text);
const date = (instant: number | null) =>
  instant === null ? null : new Date(instant).toISOString().slice(0, 10);
const subscriptionIn = (account: Account): SubscriptionState => account.subscriptions[0]!;
const linesOf = (step: ChangeStep) =>
  step.priced.lines.map(({ description, amount }) => `${description}: ${amount}`);
const change = (account: Account, pricedAt: string, more: Partial<EngineChange> = {}) =>
  changeSubscription(account, 'sub_1', testChange(pricedAt, more), testOptions);
const later = (step: ChangeStep, to: string) => advance(step.progress.account, at(to), defaultTerms);
const given = (more = {}, code: string | null = null) =>
  startDiscount(testCoupon(more), code, at('2026-04-01'));

/** A month of Team at $12.00 from the 1st of April, paid. The 16th is the middle of it. */
const team = testAccountAt('2026-04-01', testSubscription({ startedAt: at('2026-04-01') }));
const yearly = testAccountAt(
  '2026-04-01',
  testSubscription({ startedAt: at('2026-04-01'), price: testYearly }),
);
const middle = '2026-04-16T00:00:00Z';

describe('a change in a trial', () => {
  const trial = testAccountAt(
    '2026-04-01',
    testSubscription({ startedAt: at('2026-04-01'), trialEndAt: at('2026-05-01'), status: 'trialing' }),
  );

  test('[X67] continue_trial: it costs nothing, and the new plan is paid from the end of the trial', () => {
    const step = change(trial, middle, { trialBehavior: 'continue_trial' });
    expect(step).toMatchObject({
      invoice: null,
      priced: {
        lines: [],
        dueNow: 0n,
        trialEndAt: at('2026-05-01'),
        nextInvoice: { issuedAt: at('2026-05-01'), total: 3_000n },
      },
    });
    expect(subscriptionIn(step.progress.account).status).toBe('trialing');
    expect(later(step, '2026-05-01').issued).toMatchObject([{ total: 3_000n }]);
  });

  test('[X67] end_trial: it is over, and the first period is invoiced now', () => {
    const step = change(trial, middle);
    expect(linesOf(step)).toEqual(['Business: 3000']);
    expect(step).toMatchObject({
      invoice: { sequence: 1, status: 'paid' },
      priced: { dueNow: 3_000n, trialEndAt: null },
    });
    expect(subscriptionIn(step.progress.account)).toMatchObject({
      status: 'active',
      trialEndAt: at(middle),
      anchorAt: at(middle),
    });
    expect(later(step, '2026-05-16').issued).toMatchObject([{ issuedAt: at('2026-05-16'), total: 3_000n }]);
  });
});

describe('a scheduled change', () => {
  const downgrade = (account: Account, more = {}) =>
    change(account, middle, { timing: 'period_end', price: testFree, ...more });

  test('[X68] costs nothing now and comes true with the next period', () => {
    const step = downgrade(team, { price: testBusiness, quantity: 2 });
    expect(step).toMatchObject({
      invoice: null,
      priced: {
        effectiveAt: at('2026-05-01'),
        lines: [],
        dueNow: 0n,
        recurring: { total: 6_000n },
        nextInvoice: { issuedAt: at('2026-05-01'), total: 6_000n },
      },
    });
    expect(subscriptionIn(step.progress.account)).toMatchObject({
      price: testPrice,
      pendingChange: { price: testBusiness, quantity: 2, at: at('2026-05-01') },
    });
    const renewed = later(step, '2026-05-01');
    expect(renewed.issued).toMatchObject([{ total: 6_000n }]);
    expect(subscriptionIn(renewed.account)).toMatchObject({
      price: testBusiness,
      quantity: 2,
      pendingChange: null,
    });
  });

  test('[X68] may change the interval: periods are then counted from there', () => {
    const renewed = later(downgrade(yearly, { price: testPrice }), '2027-06-01');
    expect(renewed.issued.map(({ issuedAt }) => date(issuedAt))).toEqual([
      '2027-04-01',
      '2027-05-01',
      '2027-06-01',
    ]);
  });

  test('[X68] brings its code, which begins then', () => {
    const discount = given({ duration: 'repeating', durationInMonths: 1 }, 'MAY');
    const step = downgrade(team, { price: testBusiness, discount });
    expect(subscriptionIn(step.progress.account).discounts).toEqual([]);
    expect(step.priced).toMatchObject({ nextInvoice: { total: 2_400n }, recurring: { total: 3_000n } });
    expect(later(step, '2026-06-01').issued.map(({ total }) => total)).toEqual([2_400n, 3_000n]);
  });

  test('[X68] of a trial comes true with its end', () => {
    const trialing = testSubscription({
      startedAt: at('2026-04-01'),
      trialEndAt: at('2026-05-01'),
      status: 'trialing',
    });
    const step = downgrade(testAccountAt('2026-04-02', trialing), { price: testBusiness });
    expect(later(step, '2026-05-01').issued).toMatchObject([{ total: 3_000n }]);
  });

  test('[X68] is replaced by another change, and can be dropped', () => {
    const scheduled = downgrade(team).progress.account;
    expect(subscriptionIn(change(scheduled, middle).progress.account).pendingChange).toBeNull();
    const dropped = deletePendingChange(scheduled, 'sub_1', at(middle));
    expect(subscriptionIn(dropped.progress.account).pendingChange).toBeNull();
    expect(upcomingInvoice(dropped.progress.account, 'sub_1', defaultTerms)).toMatchObject({ total: 1_200n });
    expect(() => deletePendingChange(dropped.progress.account, 'sub_1', at(middle))).toThrow(
      expect.objectContaining({ code: 'subscription_state' }),
    );
  });
});

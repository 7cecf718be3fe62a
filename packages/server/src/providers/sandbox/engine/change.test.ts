import { describe, expect, test } from 'vitest';
import type { Account, EngineChange, SubscriptionState } from './account.js';
import { advance } from './advance.js';
import { changeSubscription, type ChangeStep } from './change.js';
import { startDiscount } from './discounts.js';
import {
  testAccountAt,
  testBusiness,
  testChange,
  testCoupon,
  testOptions,
  testPrice,
  testSubscription,
  testYearly,
} from '../../../../test/engineAccount.js';
import { defaultTerms } from './terms.js';

const at = (text: string) => Date.parse(text);
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
const middle = '2026-04-16T00:00:00Z';

describe('a change in a period', () => {
  test('[X65] always_invoice: what is left is given back and charged anew, invoiced and paid at once', () => {
    const step = change(team, middle);
    expect(linesOf(step)).toEqual([
      'Unused time on Team (1 seat) after 16 Apr 2026: -600',
      'Remaining time on Business (1 seat) until 1 May 2026: 1500',
    ]);
    expect(step).toMatchObject({
      outcome: { status: 'succeeded' },
      invoice: { sequence: 2, status: 'paid', total: 900n, amountPaid: 900n, issuedAt: at(middle) },
      priced: {
        effectiveAt: at(middle),
        subtotal: 900n,
        dueNow: 900n,
        recurring: { total: 3_000n },
        nextInvoice: { issuedAt: at('2026-05-01'), total: 3_000n },
        trialEndAt: null,
      },
    });
    expect(step.progress.issued).toEqual([step.invoice]);
    expect(step.progress.changedSubscriptions).toMatchObject([
      { version: 3, price: testBusiness, paid: 3_000n },
    ]);
    expect(later(step, '2026-05-01').issued).toMatchObject([{ sequence: 3, total: 3_000n }]);
  });

  test('[X65] create_prorations: the lines wait for the next invoice', () => {
    const step = change(team, middle, { prorationBehavior: 'create_prorations' });
    expect(step).toMatchObject({ invoice: null, priced: { dueNow: 0n, subtotal: 900n, total: 900n } });
    expect(step.priced.nextInvoice).toEqual({ issuedAt: at('2026-05-01'), total: 3_900n });
    const renewed = later(step, '2026-05-01');
    expect(renewed.issued[0]!.lines.map(({ amount }) => amount)).toEqual([-600n, 1_500n, 3_000n]);
    expect(new Set(renewed.issued[0]!.lines.map(({ id }) => id)).size).toBe(3);
    expect(subscriptionIn(renewed.account).prorations).toEqual([]);
    expect(later(step, '2026-06-01').issued[1]).toMatchObject({ total: 3_000n });
  });

  test('[X65] none: no line, and the new price with the next period', () => {
    const step = change(team, middle, { prorationBehavior: 'none' });
    expect(step).toMatchObject({ invoice: null, priced: { lines: [], total: 0n, dueNow: 0n } });
    expect(subscriptionIn(step.progress.account)).toMatchObject({ price: testBusiness, paid: 1_200n });
    expect(later(step, '2026-05-01').issued).toMatchObject([{ total: 3_000n }]);
    // Time is given back at what was paid for it, and that was Team.
    expect(linesOf(change(step.progress.account, middle, { price: testPrice }))[0]).toBe(
      'Unused time on Business (1 seat) after 16 Apr 2026: -600',
    );
  });

  test('[X65] an invoice takes the lines that wait along', () => {
    const waiting = change(team, middle, { prorationBehavior: 'create_prorations' }).progress.account;
    const step = change(waiting, middle, { price: testBusiness, quantity: 2 });
    expect(step.priced.lines.map(({ amount }) => amount)).toEqual([-600n, 1_500n, -1_500n, 3_000n]);
    expect(subscriptionIn(step.progress.account).prorations).toEqual([]);
  });

  test('[X64] seats are added and removed like plans are changed, and the anchor stays', () => {
    const step = change(team, middle, { price: testPrice, quantity: 4 });
    expect(linesOf(step)).toEqual([
      'Unused time on Team (1 seat) after 16 Apr 2026: -600',
      'Remaining time on Team (4 seats) until 1 May 2026: 2400',
    ]);
    expect(subscriptionIn(step.progress.account)).toMatchObject({
      quantity: 4,
      anchorAt: at('2026-04-01'),
      periodsBilled: 1,
    });
  });

  test('[X64] at the price really paid: a discount that was had is not given back', () => {
    const half = testSubscription({
      startedAt: at('2026-04-01'),
      discounts: [given({ percentOff: '50', duration: 'once' })],
    });
    const step = change(testAccountAt('2026-04-01', half), middle);
    expect(step.priced.lines.map(({ amount }) => amount)).toEqual([-300n, 1_500n]);
    expect(step.priced.discount).toBe(0n);
  });

  test('[X61] a discount comes off the rest of the period as it comes off the whole', () => {
    const tenOff = given({ percentOff: null, amountOff: 1_000n, currency: 'usd' }, 'TEN');
    const step = change(team, middle, { discount: tenOff });
    expect(step.priced).toMatchObject({
      subtotal: 900n,
      discount: 500n,
      total: 400n,
      recurring: { total: 2_000n },
    });
    expect(step.priced.recurring.discounts).toMatchObject([{ promotionCode: 'TEN' }]);
    // Back at once: what was charged comes back, and not a unit more.
    const back = change(step.progress.account, middle, { price: testPrice });
    expect(back.priced.lines[0]!.amount).toBe(-1_000n);
  });

  test('[X62] `once` is had by the invoice of the change, or else by the next one as a whole', () => {
    const discount = given({ duration: 'once' }, 'ONCE');
    const invoiced = change(team, middle, { discount });
    expect(invoiced.priced).toMatchObject({
      discount: 300n,
      nextInvoice: { total: 3_000n },
      recurring: { total: 3_000n },
    });
    const waiting = change(team, middle, { discount, prorationBehavior: 'create_prorations' });
    expect(waiting.priced).toMatchObject({ discount: 0n, nextInvoice: { total: 900n + 2_400n } });
    expect(later(waiting, '2026-06-01').issued).toMatchObject([{ discount: 600n }, { discount: 0n }]);
  });

  test('[X128] what a discount takes off until the next period only is no part of what recurs', () => {
    const threeMonths = given({ duration: 'repeating', durationInMonths: 3 }, 'THREE');
    const yearly = change(team, middle, { price: testYearly, discount: threeMonths });
    expect(yearly.priced).toMatchObject({ discount: 2_400n, nextInvoice: { total: 12_000n } });
    expect(yearly.priced.recurring).toEqual({ total: 12_000n, discounts: [] });
    const monthly = change(team, middle, { discount: threeMonths });
    expect(monthly.priced).toMatchObject({
      nextInvoice: { total: 2_400n },
      recurring: { total: 3_000n, discounts: [{ promotionCode: 'THREE' }] },
    });
  });

  test('[X128] nor what ends with a trial', () => {
    const trial = testSubscription({
      startedAt: at('2026-04-01'),
      trialEndAt: at('2026-05-31'),
      status: 'trialing',
    });
    const discount = given({ duration: 'repeating', durationInMonths: 1 }, 'ONE');
    const step = change(testAccountAt('2026-04-02', trial), middle, {
      discount,
      trialBehavior: 'continue_trial',
    });
    expect(step.priced).toMatchObject({
      recurring: { total: 3_000n, discounts: [] },
      nextInvoice: { total: 3_000n },
    });
  });

  test('[X64] the same plan costs nothing, and brings a code that was entered', () => {
    const step = change(team, middle, { price: testPrice, discount: given({}, 'TWENTY') });
    expect(step).toMatchObject({
      invoice: null,
      priced: { lines: [], dueNow: 0n, nextInvoice: { total: 960n } },
    });
    expect(subscriptionIn(step.progress.account).discounts).toMatchObject([{ promotionCode: 'TWENTY' }]);
  });

  test('[X64] what was priced in another period is stale', () => {
    expect(() => change(team, '2026-03-31T23:59:59Z')).toThrow(
      expect.objectContaining({ code: 'quote_stale' }),
    );
    expect(() => change(team, '2026-05-01T00:00:01Z')).toThrow(
      expect.objectContaining({ code: 'quote_stale' }),
    );
  });
});

test.each<[string, Partial<SubscriptionState>]>([
  ['past due', { status: 'past_due' }],
  ['unpaid', { status: 'unpaid' }],
  ['ending', { cancelAt: at('2026-05-01') }],
  ['going to be paused', { pause: { startsAt: at('2026-05-01'), resumesAt: at('2026-06-01') } }],
  ['ended', { endedAt: at(middle), status: 'canceled' }],
])('[X85] what is %s is not changed, and all but what has ended can be priced', (_, state) => {
  const account = { ...team, subscriptions: [{ ...subscriptionIn(team), ...state }] };
  expect(() => change(account, middle)).toThrow(expect.objectContaining({ code: 'subscription_state' }));
  const preview = () =>
    changeSubscription(account, 'sub_1', testChange(middle), { ...testOptions, preview: true });
  if (state.endedAt) expect(preview).toThrow(expect.objectContaining({ code: 'subscription_state' }));
  else expect(preview().priced.dueNow).toBe(900n);
});

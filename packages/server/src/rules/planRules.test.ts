import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import * as v from 'valibot';
import {
  PortalFeatures,
  type Plan,
  type PlanPrice,
  type PortalFeaturesInput,
  type Subscription,
} from '@billfold/contract';
import type { BillfoldError } from '../errors.js';
import { checkSelection, directionOf, quantityOf, timingOf, unavailableReason } from './planRules.js';

const rules = (more: PortalFeaturesInput['subscriptionUpdate'] = {}) =>
  v.parse(PortalFeatures, { subscriptionUpdate: more }).subscriptionUpdate;

const money = (amount: number) => ({ amount, currency: 'usd', exponent: 2 });

function price(id: string, amount: number, more: Partial<PlanPrice> = {}): PlanPrice {
  return {
    id: `price_${id}`,
    product: `prod_${id.replace(/Monthly|Yearly|Daily/, '')}`,
    unitAmount: money(amount),
    scheme: 'per_seat',
    tiers: null,
    interval: id.endsWith('Yearly') ? 'year' : id.endsWith('Daily') ? 'day' : 'month',
    intervalCount: 1,
    taxBehavior: 'exclusive',
    current: false,
    unavailable: null,
    quantity: { adjustable: true, min: 1, max: 999_999 },
    saving: null,
    ...more,
  };
}

const teamMonthly = price('TeamMonthly', 1_200);
const teamYearly = price('TeamYearly', 12_000);
const proMonthly = price('ProMonthly', 3_000);
const proYearly = price('ProYearly', 30_000);

/** On Team, monthly, with five seats. */
function current(more: Partial<Subscription> = {}) {
  return {
    product: { id: 'prod_Team', name: 'Team' },
    price: teamMonthly,
    quantity: 5,
    status: 'active' as const,
    trialEndAt: null,
    ...more,
  };
}

const planOf = (...prices: PlanPrice[]): Plan => ({
  id: prices[0]!.product,
  name: 'A plan',
  description: null,
  features: [],
  prices,
  current: false,
  archived: false,
});

describe('[S70] the direction of a change', () => {
  test.each([
    ['more seats', teamMonthly, 6, 'upgrade'],
    ['fewer seats', teamMonthly, 4, 'downgrade'],
    ['the same by the year, though it is cheaper', teamYearly, 5, 'lateral'],
    ['more seats by the year', teamYearly, 6, 'upgrade'],
    ['fewer seats by the year', teamYearly, 4, 'downgrade'],
    ['a dearer plan', proMonthly, 5, 'upgrade'],
    ['a dearer plan for so few that it costs less', proMonthly, 1, 'downgrade'],
    ['a dearer plan by the year', proYearly, 5, 'upgrade'],
    ['a cheaper price of the same plan', price('TeamMonthly', 900, { id: 'price_Sale' }), 5, 'downgrade'],
    ['a dearer price of the same plan', price('TeamMonthly', 1_500, { id: 'price_New' }), 5, 'upgrade'],
  ] as const)('%s', (_, next, quantity, direction) => {
    expect(directionOf(current(), { price: next, quantity })).toBe(direction);
  });

  test('counts every step of a graduated price', () => {
    const graduated = price('UsageMonthly', 1_000, {
      scheme: 'graduated',
      tiers: [
        { upTo: 3, unitAmount: money(1_000), flatAmount: money(0) },
        { upTo: null, unitAmount: money(500), flatAmount: money(1_000) },
      ],
    });
    // 3 × 1,000 + 1,000 + 2 × 500 = 5,000 against 5 × 1,200 = 6,000.
    expect(directionOf(current(), { price: graduated, quantity: 5 })).toBe('downgrade');
    expect(directionOf(current(), { price: graduated, quantity: 8 })).toBe('upgrade');
  });

  test('is turned around by turning the change around', () => {
    const opposite = { upgrade: 'downgrade', downgrade: 'upgrade', lateral: 'lateral' } as const;
    const selection = fc.record({
      price: fc.constantFrom(teamMonthly, proMonthly, proYearly, price('DayDaily', 40)),
      quantity: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(selection, selection, (one, other) => {
        const from = (it: typeof one) =>
          current({ product: { id: it.price.product, name: '' }, price: it.price, quantity: it.quantity });
        const there = directionOf(from(one), other);
        expect(directionOf(from(other), one)).toBe(opposite[there]);
      }),
    );
  });
});

describe('[S71] when a change is made', () => {
  test.each([
    ['an upgrade', proMonthly, 5, {}, 'now'],
    ['a longer interval', teamYearly, 5, {}, 'now'],
    ['fewer seats', teamMonthly, 2, {}, 'period_end'],
    ['fewer seats where nothing waits', teamMonthly, 2, { scheduleAtPeriodEnd: [] }, 'now'],
    [
      'fewer seats where only intervals wait',
      teamMonthly,
      2,
      { scheduleAtPeriodEnd: ['shortening_interval'] },
      'now',
    ],
  ] as const)('%s', (_, next, quantity, settings, timing) => {
    expect(timingOf(rules(settings as never), current(), { price: next, quantity })).toBe(timing);
  });

  test('a shorter interval waits for the end of what is paid', () => {
    const yearly = current({ price: teamYearly });
    expect(timingOf(rules(), yearly, { price: teamMonthly, quantity: 5 })).toBe('period_end');
    const onlyAmounts = rules({ scheduleAtPeriodEnd: ['decreasing_amount'] });
    expect(timingOf(onlyAmounts, yearly, { price: teamMonthly, quantity: 5 })).toBe('now');
  });

  test('nothing waits in a trial, where nothing is paid', () => {
    const trial = current({ status: 'trialing' });
    expect(timingOf(rules(), trial, { price: teamMonthly, quantity: 1 })).toBe('now');
  });
});

describe('[S72] what can be chosen', () => {
  const reason = (settings: PortalFeaturesInput['subscriptionUpdate'], it: PlanPrice) =>
    unavailableReason(rules(settings), current(), planOf(it), it);

  test('everything on offer, unless the configuration names products', () => {
    expect(reason({}, proMonthly)).toBeNull();
    expect(reason({ products: [{ product: 'prod_Pro' }] }, proMonthly)).toBeNull();
    expect(reason({ products: [{ product: 'prod_Team' }] }, proMonthly)).toBe('not_offered');
    expect(reason({ products: [{ product: 'prod_Pro', prices: ['price_ProYearly'] }] }, proMonthly)).toBe(
      'not_offered',
    );
    expect(reason({ enabled: false }, proMonthly)).toBe('not_offered');
  });

  test('the kinds of change that are allowed', () => {
    expect(reason({ allow: ['downgrade', 'quantity'] }, proMonthly)).toBe('upgrade_not_allowed');
    expect(reason({ allow: ['upgrade', 'quantity'] }, price('SmallMonthly', 100))).toBe(
      'downgrade_not_allowed',
    );
    expect(reason({ allow: ['upgrade', 'downgrade'] }, teamYearly)).toBe('interval_not_allowed');
    const sale = price('TeamMonthly', 900, { id: 'price_Sale' });
    expect(reason({ allow: ['promotion_code', 'upgrade'] }, sale)).toBe('downgrade_not_allowed');
  });

  test('an archived plan is kept by those who have it, and chosen by nobody', () => {
    const archived = { ...planOf(teamMonthly), archived: true };
    expect(unavailableReason(rules(), current(), archived, { ...teamMonthly, current: true })).toBeNull();
    expect(unavailableReason(rules(), current(), archived, teamYearly)).toBe('archived');
  });

  test('quantities are within the limits of configuration and price, whichever are narrower', () => {
    const settings = rules({ products: [{ product: 'prod_Team', quantity: { min: 2, max: 10 } }] });
    expect(quantityOf(settings, teamMonthly)).toEqual({ adjustable: true, min: 2, max: 10 });
    const narrow = { ...teamMonthly, quantity: { adjustable: true, min: 3, max: 7 } };
    expect(quantityOf(settings, narrow)).toEqual({ adjustable: true, min: 3, max: 7 });
    expect(quantityOf(rules(), price('FlatMonthly', 1, { scheme: 'flat' }))).toEqual({
      adjustable: false,
      min: 1,
      max: 1,
    });
    expect(quantityOf(rules({ allow: ['upgrade'] }), teamMonthly).adjustable).toBe(false);
  });
});

describe('[S73] a selection is checked as it is made', () => {
  function codeOf(
    settings: PortalFeaturesInput['subscriptionUpdate'],
    selection: {
      price: PlanPrice;
      quantity: number;
      promotionCode?: string;
    },
  ): string | null {
    try {
      checkSelection(rules(settings), current(), planOf(selection.price), {
        promotionCode: null,
        ...selection,
      });
      return null;
    } catch (error) {
      return (error as BillfoldError).code;
    }
  }
  const mine = { ...teamMonthly, current: true };

  test('what is as it is already is no change, unless a code is entered', () => {
    expect(codeOf({}, { price: mine, quantity: 5 })).toBe('no_change');
    expect(codeOf({}, { price: mine, quantity: 5, promotionCode: 'WELCOME' })).toBeNull();
    expect(codeOf({ allow: ['upgrade'] }, { price: mine, quantity: 5, promotionCode: 'X' })).toBe(
      'promotion_code_invalid',
    );
  });

  test('seats must be within the limits, and may be changed only where that is allowed', () => {
    const offered = { products: [{ product: 'prod_Team', quantity: { min: 2, max: 10 } }] };
    for (const quantity of [2, 10]) expect(codeOf(offered, { price: mine, quantity })).toBeNull();
    for (const quantity of [1, 11, 999_999])
      expect(codeOf(offered, { price: mine, quantity })).toBe('quantity_not_allowed');
    expect(codeOf({ allow: ['upgrade'] }, { price: mine, quantity: 6 })).toBe('quantity_not_allowed');
    expect(codeOf({ allow: ['upgrade', 'downgrade'] }, { price: proMonthly, quantity: 5 })).toBeNull();
    expect(codeOf({ allow: ['upgrade', 'downgrade'] }, { price: proMonthly, quantity: 6 })).toBe(
      'quantity_not_allowed',
    );
  });

  test('seats that would cost more than can be charged are refused, with the most that can', () => {
    expect(quantityOf(rules(), teamMonthly).max).toBe(83_333);
    expect(codeOf({}, { price: mine, quantity: 83_333 })).toBeNull();
    expect(codeOf({}, { price: mine, quantity: 83_334 })).toBe('quantity_not_allowed');
    const steps = price('UsageMonthly', 1_000, {
      scheme: 'graduated',
      tiers: [{ upTo: null, unitAmount: money(1_000), flatAmount: money(0) }],
    });
    expect(codeOf({}, { price: steps, quantity: 99_999 })).toBeNull();
    expect(codeOf({}, { price: steps, quantity: 100_000 })).toBe('quantity_not_allowed');
  });

  test('a plan by the seat can be had at its flat price', () => {
    const flat = price('TeamYearly', 50_000, { scheme: 'flat' });
    expect(codeOf({}, { price: flat, quantity: 1 })).toBeNull();
    expect(codeOf({ allow: ['interval'] }, { price: flat, quantity: 1 })).toBeNull();
  });

  test('a flat price is had once', () => {
    const flat = price('FlatMonthly', 9_900, { scheme: 'flat' });
    expect(codeOf({}, { price: flat, quantity: 1 })).toBeNull();
    expect(codeOf({}, { price: flat, quantity: 2 })).toBe('quantity_not_allowed');
  });
});

import type Stripe from 'stripe';
import type { State } from '../State.js';
import { invalid, noSuch } from '../StripeFault.js';
import { find, known, listOf } from './find.js';
import { percentOf, shareOf, sum } from './money.js';
import { addIntervals } from './periods.js';

/** A discount that is kept, or one that is to be made. */
export type WantedDiscount = { discount: string } | { coupon: Stripe.Coupon; promotionCode: string | null };

/** What is bought by those who want a discount. */
interface Basket {
  customer: string;
  currency: string;
  amount: number;
}

/**
 * Reads `discounts` as Stripe does: the list that is given takes the place of the one that was, an empty text clears it,
 * and an empty or missing one leaves it as it is (null).
 */
export function wantedDiscounts(
  state: State,
  value: unknown,
  current: readonly string[],
  basket: Basket,
  now: number,
): WantedDiscount[] | null {
  if (value === '') return [];
  const entries = listOf(value, 'discounts');
  if (entries.length === 0) return null;
  return entries.map((entry, index) => {
    const param = `discounts[${index}]`;
    if (entry.discount) {
      if (!current.includes(entry.discount)) throw noSuch('discount', entry.discount, `${param}[discount]`);
      return { discount: String(entry.discount) };
    }
    if (entry.promotion_code) {
      const code = find(
        state.promotionCodes,
        entry.promotion_code,
        'promotion code',
        `${param}[promotion_code]`,
      );
      refuseUnlessRedeemable(state, code, basket, now, `${param}[promotion_code]`);
      return { coupon: couponFor(state, code.promotion.coupon, basket, now, param), promotionCode: code.id };
    }
    return { coupon: couponFor(state, entry.coupon, basket, now, `${param}[coupon]`), promotionCode: null };
  });
}

function couponFor(
  state: State,
  id: unknown,
  { currency }: Basket,
  now: number,
  param: string,
): Stripe.Coupon {
  const coupon = find(state.coupons, typeof id === 'string' ? id : null, 'coupon', param);
  const isOver = coupon.redeem_by !== null && now >= coupon.redeem_by;
  const isUsedUp = coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions;
  if (isOver || isUsedUp || !coupon.valid)
    throw invalid(`Coupon expired: ${coupon.id}`, { code: 'coupon_expired', param });
  if (coupon.currency !== null && coupon.currency !== currency && !coupon.currency_options?.[currency])
    throw invalid(`The coupon ${coupon.id} can not be used in ${currency}.`, { param });
  return coupon;
}

function refuseUnlessRedeemable(
  state: State,
  code: Stripe.PromotionCode,
  { customer, currency, amount }: Basket,
  now: number,
  param: string,
): void {
  const isOver = code.expires_at !== null && now >= code.expires_at;
  const isUsedUp = code.max_redemptions !== null && code.times_redeemed >= code.max_redemptions;
  const isTheirs = code.customer === null || code.customer === customer;
  if (!code.active || isOver || isUsedUp || !isTheirs)
    throw invalid('This promotion code cannot be redeemed.', { param });
  const { first_time_transaction, minimum_amount, minimum_amount_currency } = code.restrictions;
  const hasPaid = [...state.invoices.values()].some((it) => it.customer === customer && it.amount_paid > 0);
  if (first_time_transaction && hasPaid)
    throw invalid(
      'This promotion code cannot be redeemed because the associated customer has prior transactions.',
      { param },
    );
  if (minimum_amount !== null && minimum_amount_currency === currency && amount < minimum_amount)
    throw invalid('This promotion code cannot be redeemed: the minimum amount is not met.', { param });
}

/** Makes the discounts that are new. @returns the ids of all, in order. */
export function redeem(
  state: State,
  wanted: readonly WantedDiscount[],
  owner: { customer: string; subscription: string },
  now: number,
): string[] {
  return wanted.map((entry) => {
    if ('discount' in entry) return entry.discount;
    const { coupon, promotionCode } = entry;
    const months = coupon.duration === 'repeating' ? coupon.duration_in_months : null;
    const discount: Stripe.Discount = {
      id: state.newId('di'),
      object: 'discount',
      checkout_session: null,
      customer: owner.customer,
      customer_account: null,
      end: months === null ? null : addIntervals(now, { interval: 'month', interval_count: months }),
      invoice: null,
      invoice_item: null,
      promotion_code: promotionCode,
      source: { coupon: coupon.id, type: 'coupon' },
      start: now,
      subscription: owner.subscription,
      subscription_item: null,
    };
    state.discounts.set(discount.id, discount);
    coupon.times_redeemed += 1;
    if (promotionCode !== null) known(state.promotionCodes, promotionCode).times_redeemed += 1;
    state.emit('customer.discount.created', discount);
    return discount.id;
  });
}

export function couponOf(state: State, discount: string): Stripe.Coupon {
  const { source } = known(state.discounts, discount);
  return known(state.coupons, source.coupon);
}

/** Those of a list that still take something off at an instant. */
export function activeDiscounts(
  state: State,
  discounts: readonly (string | { id: string })[],
  at: number,
): string[] {
  return discounts
    .map((discount) => (typeof discount === 'string' ? discount : discount.id))
    .filter((id) => {
      const { end } = known(state.discounts, id);
      return (
        (end === null || at < end) && state.coupons.has(String(known(state.discounts, id).source.coupon))
      );
    });
}

/** Something that discounts are taken off. */
interface Discountable {
  amount: number;
  product: string;
}

export interface DiscountAmount {
  discount: string;
  amount: number;
}

/** What each discount takes off each of these, one discount after the other, and never more than there is. */
export function takeOff(
  state: State,
  discounts: readonly string[],
  things: readonly Discountable[],
): DiscountAmount[][] {
  const off = things.map((): DiscountAmount[] => []);
  const left = things.map(({ amount }) => Math.max(amount, 0));
  for (const discount of discounts) {
    const coupon = couponOf(state, discount);
    const isGood = things.map(({ product }) => coupon.applies_to?.products.includes(product) ?? true);
    const base = sum(left.filter((_, index) => isGood[index]));
    let fixedLeft = Math.min(coupon.amount_off ?? 0, base);
    let baseLeft = base;
    for (const [index, amount] of left.entries()) {
      if (!isGood[index] || amount === 0) continue;
      const taken =
        coupon.percent_off !== null
          ? percentOf(amount, coupon.percent_off)
          : shareOf(fixedLeft, amount, baseLeft);
      fixedLeft -= taken;
      baseLeft -= amount;
      left[index] = amount - taken;
      off[index]!.push({ discount, amount: taken });
    }
  }
  return off;
}

import { addMonths } from '../../../calendar.js';
import type { CouponTerms, DiscountState, PriceTerms, SubscriptionState } from './account.js';
import type { Draft } from './draft.js';
import { millionthsOf, shareOf } from './money.js';
import type { Millis } from './periods.js';

/** A coupon from the instant on at which a subscription gets it. */
export function startDiscount(
  coupon: CouponTerms,
  promotionCode: string | null,
  startedAt: Millis,
): DiscountState {
  const endsAt = coupon.duration === 'repeating' ? addMonths(startedAt, coupon.durationInMonths ?? 0) : null;
  return { coupon, promotionCode, startedAt, endsAt, used: false };
}

/** Whether a coupon is good for a price: for its product, and in its currency. */
export function isGoodFor({ products, currency }: CouponTerms, price: PriceTerms): boolean {
  return (
    (products === null || products.includes(price.product)) &&
    (currency === null || currency === price.currency)
  );
}

/** Whether a discount is still taken off what is invoiced at an instant. */
export function isActive({ endsAt, used }: DiscountState, at: Millis): boolean {
  return !used && (endsAt === null || at < endsAt);
}

/**
 * The discounts of a subscription with one more. A code takes the place of the code before it, and a coupon of the same
 * coupon; different coupons are taken off together.
 */
export function withDiscount(
  discounts: readonly DiscountState[],
  { coupon, promotionCode }: DiscountState,
  at: Millis,
): DiscountState[] {
  const others = discounts.filter(
    (other) => other.coupon.id !== coupon.id && (promotionCode === null || other.promotionCode === null),
  );
  return [...others, startDiscount(coupon, promotionCode, at)];
}

/** Gives a subscription of a draft one more discount, from an instant on. */
export function takeDiscount(
  { taken }: Pick<Draft, 'taken'>,
  subscription: SubscriptionState,
  discount: DiscountState,
  at: Millis,
): void {
  subscription.discounts = withDiscount(subscription.discounts, discount, at);
  taken.push({ subscription: subscription.id, discount });
}

/** What discounts take off an amount, one after the other from what is left, and those that took something. */
export function takeOff(
  amount: bigint,
  { price, discounts }: Pick<SubscriptionState, 'price' | 'discounts'>,
  at: Millis,
): { off: bigint; by: DiscountState[] } {
  let left = amount;
  const by = discounts.filter((discount) => {
    if (!isActive(discount, at) || !isGoodFor(discount.coupon, price)) return false;
    const off = offOf(discount.coupon, left);
    left -= off;
    return off > 0n;
  });
  return { off: amount - left, by };
}

function offOf({ percentOff, amountOff }: CouponTerms, amount: bigint): bigint {
  if (percentOff !== null) return shareOf(amount, millionthsOf(percentOff));
  const off = amountOff ?? 0n;
  return off < amount ? off : amount;
}

/** Discounts without those that come off one invoice only: what comes off every period. */
export function recurringDiscounts(discounts: readonly DiscountState[]): DiscountState[] {
  return discounts.filter(({ coupon }) => coupon.duration !== 'once');
}

/** Discounts after an invoice that had some of them. */
export function afterUseOf(
  used: readonly DiscountState[],
  discounts: readonly DiscountState[],
): DiscountState[] {
  return discounts.map((discount) =>
    discount.coupon.duration === 'once' && used.includes(discount) ? { ...discount, used: true } : discount,
  );
}

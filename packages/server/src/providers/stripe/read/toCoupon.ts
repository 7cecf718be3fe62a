import type { Coupon, Discount } from '@billfold/contract';
import type Stripe from 'stripe';
import { wholeOf } from './references.js';
import { toInstantOrNull } from './toInstant.js';
import { toMoney } from './toMoney.js';

/** A coupon as the contract writes it, in the currency of what it is taken off. */
export function toCoupon(coupon: Stripe.Coupon, currency: string): Coupon {
  const { id, name, percent_off, duration, duration_in_months } = coupon;
  const amountOff = amountOffIn(coupon, currency);
  return {
    id,
    name: name ?? id,
    percentOff: percent_off === null ? null : toPercent(percent_off),
    amountOff: percent_off === null ? toMoney(amountOff?.amount ?? 0, amountOff?.currency ?? currency) : null,
    duration: isDuration(duration) ? duration : 'forever',
    durationInMonths: duration === 'repeating' ? duration_in_months : null,
  };
}

/** What is not known to end is shown as what lasts: then nobody is told of an end that may not come. */
const isDuration = (duration: string): duration is Coupon['duration'] =>
  ['once', 'repeating', 'forever'].includes(duration);

function amountOffIn({ amount_off, currency: own, currency_options }: Stripe.Coupon, currency: string) {
  const option = currency_options?.[currency];
  if (option) return { amount: option.amount_off, currency };
  return amount_off === null ? null : { amount: amount_off, currency: own ?? currency };
}

/** A percentage as a decimal, however small. */
export function toPercent(percent: number): string {
  return percent.toFixed(4).replace(/\.?0+$/, '');
}

/** A discount as the contract writes it; null for one that is of another kind than a coupon's, or of which Stripe has not told. */
export function toDiscount(discount: string | Stripe.Discount, currency: string): Discount | null {
  if (typeof discount === 'string') return null;
  const coupon = wholeOf(discount.source.coupon);
  if (coupon === null) return null;
  return {
    coupon: toCoupon(coupon, currency),
    promotionCode: wholeOf(discount.promotion_code)?.code ?? null,
    endsAt: toInstantOrNull(discount.end),
  };
}

/**
 * What is taken off the invoices of a subscription. What the customer has off everything counts only where the subscription has
 * nothing of its own: so Stripe takes it off.
 */
export function discountsOf(
  { discounts, currency }: Stripe.Subscription,
  customer: Pick<Stripe.Customer, 'discount'>,
): Discount[] {
  const taken = discounts.length > 0 ? discounts : [customer.discount ?? []].flat();
  return taken.map((discount) => toDiscount(discount, currency)).filter((discount) => discount !== null);
}

import type Stripe from 'stripe';
import { wholeOf } from '../read/references.js';
import { orNull } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';

/**
 * A subscription with what its coupons take off in its own currency. Of a coupon that is of another one Stripe tells that only
 * where it was asked for, and a list of subscriptions ends one level before.
 */
export async function withCoupons(
  context: StripeContext,
  subscription: Stripe.Subscription,
): Promise<Stripe.Subscription> {
  const { currency } = subscription;
  if (!subscription.discounts.some((discount) => isForeign(couponOf(discount), currency)))
    return subscription;
  const discounts = await Promise.all(
    subscription.discounts.map((discount) => withCoupon(context, discount, currency)),
  );
  return { ...subscription, discounts };
}

async function withCoupon(
  { stripe, options }: StripeContext,
  discount: string | Stripe.Discount,
  currency: string,
): Promise<string | Stripe.Discount> {
  const found = couponOf(discount);
  if (typeof discount === 'string' || !isForeign(found, currency)) return discount;
  const expand = ['currency_options'];
  const coupon = await orNull(stripe.coupons.retrieve(found.id, { expand }, options()));
  // What has been deleted is still taken off, and told as far as it is known.
  return coupon ? { ...discount, source: { ...discount.source, coupon } } : discount;
}

const couponOf = (discount: string | Stripe.Discount): Stripe.Coupon | null =>
  typeof discount === 'string' ? null : wholeOf(discount.source.coupon);

const isForeign = (coupon: Stripe.Coupon | null, currency: string): coupon is Stripe.Coupon =>
  coupon !== null && coupon.amount_off !== null && coupon.currency !== currency;

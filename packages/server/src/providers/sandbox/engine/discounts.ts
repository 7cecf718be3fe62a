import type { CouponTerms, DiscountState } from './account.js';
import { addMonths, type Millis } from './periods.js';

/** A coupon from the instant on at which a subscription gets it. */
export function startDiscount(
  coupon: CouponTerms,
  promotionCode: string | null,
  startedAt: Millis,
): DiscountState {
  const endsAt = coupon.duration === 'repeating' ? addMonths(startedAt, coupon.durationInMonths ?? 0) : null;
  return { coupon, promotionCode, startedAt, endsAt, used: false };
}

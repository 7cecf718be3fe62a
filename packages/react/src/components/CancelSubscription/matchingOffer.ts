import type { CancellationReason } from '@billfold/contract';

/** What somebody who wants to go may have instead: less to pay, a pause, or another plan. */
export type Offer = 'coupon' | 'pause' | 'changePlan';

const byReason: Partial<Record<CancellationReason, readonly Offer[]>> = {
  too_expensive: ['coupon', 'changePlan', 'pause'],
  missing_features: ['changePlan', 'coupon', 'pause'],
  too_complex: ['changePlan', 'coupon', 'pause'],
  unused: ['pause', 'changePlan', 'coupon'],
};

/** The one offer that answers a reason best; none where there is none to make. */
export function matchingOffer(
  reason: CancellationReason | undefined,
  available: readonly Offer[],
): Offer | undefined {
  const wanted = (reason && byReason[reason]) ?? ['coupon', 'pause', 'changePlan'];
  return wanted.find((offer) => available.includes(offer));
}

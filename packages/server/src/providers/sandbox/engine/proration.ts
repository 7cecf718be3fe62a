import { currentPeriod, type LineDraft, type PriceTerms, type SubscriptionState } from './account.js';
import { prorate, type Ratio } from './money.js';
import type { Millis, Span } from './periods.js';
import { amountOf } from './price.js';

/** How much of a period is left at an instant, in whole seconds. */
export function remainingOf({ startAt, endAt }: Span, at: Millis): Ratio {
  return { part: seconds(endAt) - seconds(at), whole: seconds(endAt) - seconds(startAt) };
}

function seconds(at: Millis): bigint {
  return BigInt(Math.floor(at / 1_000));
}

/** Gives back what is left of the period at an instant, as a share of what was really paid for it; null when nothing was. */
export function unusedTime(subscription: SubscriptionState, at: Millis): LineDraft | null {
  if (subscription.paid === 0n) return null;
  const period = currentPeriod(subscription);
  return {
    ...prorationOf(subscription, { startAt: at, endAt: period.endAt }),
    description: `Unused time on ${nameOf(subscription)} after ${dateOf(at)}`,
    amount: -prorate(subscription.paid, remainingOf(period, at)),
    discount: 0n,
  };
}

/** Charges for what is left of the period at an instant, of a subscription that costs `paid` for a whole one. */
export function remainingTime(subscription: SubscriptionState, at: Millis): LineDraft {
  const period = currentPeriod(subscription);
  const remaining = remainingOf(period, at);
  const amount = prorate(amountOf(subscription), remaining);
  return {
    ...prorationOf(subscription, { startAt: at, endAt: period.endAt }),
    description: `Remaining time on ${nameOf(subscription)} until ${dateOf(period.endAt)}`,
    amount,
    // The same share as it is given back by, so that a discount can not be had twice for the same time.
    discount: amount - prorate(subscription.paid, remaining),
  };
}

function prorationOf({ price, quantity, taxTreatment }: SubscriptionState, period: Span) {
  const { taxBehavior } = price;
  return { quantity, unitAmount: null, taxBehavior, taxTreatment, period, proration: true };
}

function nameOf({ price, quantity }: { price: PriceTerms; quantity: number }): string {
  if (price.scheme === 'flat') return price.productName;
  return `${price.productName} (${quantity} ${quantity === 1 ? 'seat' : 'seats'})`;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `20 Nov 2026`, in UTC. Not by `Intl`, whose words change with its version: an invoice is written once. */
function dateOf(at: Millis): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]!} ${date.getUTCFullYear()}`;
}

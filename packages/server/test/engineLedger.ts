import {
  currentPeriod,
  type CouponTerms,
  type EngineChange,
  type PriceTerms,
  type SubscriptionState,
} from '../src/providers/sandbox/engine/account.js';
import { addMonths } from '../src/calendar.js';
import type { Millis, Span } from '../src/providers/sandbox/engine/periods.js';

/**
 * What somebody should have paid, found in another way than the engine finds it: by adding up, in floating point, what
 * the time that was had has cost. It knows when periods begin, and nothing of invoices, lines or rounding.
 */
export class Ledger {
  /** What the time until `from` was worth. */
  worth = 0;
  private plan: { price: PriceTerms; quantity: number };
  private coupons: { coupon: CouponTerms; byCode: boolean; endsAt: Millis; used: boolean }[] = [];
  private scheduled: EngineChange | null = null;
  /** What a whole period costs as it was bought. */
  private rate = 0;
  private period: Span | null = null;
  private from: Millis = 0;

  constructor({ price, quantity }: SubscriptionState) {
    this.plan = { price, quantity };
  }

  /** Time has passed, and perhaps a period has begun. */
  follow(subscription: SubscriptionState): void {
    const isOver = subscription.status === 'canceled' || subscription.status === 'paused';
    if (isOver) return this.finishPeriod();
    if (subscription.periodsBilled === 0) return;
    const period = currentPeriod(subscription);
    if (period.startAt === this.period?.startAt && period.endAt === this.period.endAt) return;
    this.finishPeriod();
    if (this.scheduled) this.take(this.scheduled, period.startAt);
    this.scheduled = null;
    this.begin(period);
  }

  schedule(change: EngineChange | null): void {
    this.scheduled = change;
  }

  /** A change was made now; `before` and `after` are the subscription, of which only the times are looked at. */
  change(change: EngineChange, before: SubscriptionState, after: SubscriptionState): void {
    const { price, quantity, pricedAt, prorationBehavior } = change;
    const { price: oldPrice, quantity: oldQuantity } = this.plan;
    const isSame = oldPrice.id === price.id && oldQuantity === quantity;
    const isOtherInterval =
      oldPrice.interval !== price.interval || oldPrice.intervalCount !== price.intervalCount;
    const wasFree = listPrice(oldPrice, oldQuantity) === 0 && listPrice(price, quantity) > 0;
    const isGivenBack = prorationBehavior !== 'none';
    this.scheduled = null;
    this.take(change, pricedAt);
    if (isSame) return;
    if (before.status === 'trialing') {
      if (after.status === 'active') this.begin(currentPeriod(after));
    } else if (isOtherInterval || wasFree) {
      if (isGivenBack) this.useUntil(pricedAt);
      this.finishPeriod(isGivenBack);
      this.begin(currentPeriod(after));
    } else if (isGivenBack) {
      this.useUntil(pricedAt);
      this.rate = this.priceAt(pricedAt, prorationBehavior === 'always_invoice');
    }
  }

  give(coupon: CouponTerms, byCode: boolean, at: Millis): void {
    this.coupons = this.coupons.filter((other) => other.coupon.id !== coupon.id && !(byCode && other.byCode));
    const endsAt = coupon.durationInMonths === null ? Infinity : addMonths(at, coupon.durationInMonths);
    this.coupons.push({ coupon, byCode, endsAt, used: false });
  }

  /** It has ended now, with what was left given back or not. */
  end(at: Millis, givenBack: boolean): void {
    if (!this.period) return;
    if (givenBack) this.useUntil(at);
    this.finishPeriod(givenBack);
  }

  private take({ price, quantity, discount }: EngineChange, at: Millis): void {
    this.plan = { price, quantity };
    if (discount) this.give(discount.coupon, true, at);
  }

  private begin(period: Span): void {
    this.period = period;
    this.from = period.startAt;
    this.rate = this.priceAt(period.startAt, true);
  }

  private useUntil(at: Millis): void {
    if (!this.period) return;
    const { startAt, endAt } = this.period;
    const seconds = Math.floor(at / 1_000) - Math.floor(this.from / 1_000);
    this.worth += (this.rate * seconds) / ((endAt - startAt) / 1_000);
    this.from = at;
  }

  private finishPeriod(isCutOff = false): void {
    if (this.period && !isCutOff) this.useUntil(this.period.endAt);
    this.period = null;
  }

  private priceAt(at: Millis, withOnce: boolean): number {
    const { price, quantity } = this.plan;
    let amount = listPrice(price, quantity);
    for (const had of this.coupons) {
      const { coupon, endsAt, used } = had;
      const isForIt = coupon.products === null || coupon.products.includes(price.product);
      const isOnce = coupon.duration === 'once';
      if (used || at >= endsAt || !isForIt || (isOnce && !withOnce)) continue;
      const percent = Number(coupon.percentOff ?? 0);
      const off =
        coupon.percentOff === null
          ? Math.min(amount, Number(coupon.amountOff))
          : Math.round((amount * percent) / 100);
      amount -= off;
      had.used = isOnce && off > 0;
    }
    return amount;
  }
}

/** Seat by seat, as somebody counts who was told the steps. */
function listPrice({ tiers, unitAmount }: PriceTerms, quantity: number): number {
  let amount = 0;
  for (let seat = 1; seat <= quantity; seat++) {
    const step = tiers?.findIndex(({ upTo }) => upTo === null || seat <= upTo) ?? -1;
    const tier = tiers?.[step];
    const isFirstOfStep = seat === (tiers?.[step - 1]?.upTo ?? 0) + 1;
    amount += Number(tier?.unitAmount ?? unitAmount) + (isFirstOfStep ? Number(tier?.flatAmount ?? 0n) : 0);
  }
  return amount;
}

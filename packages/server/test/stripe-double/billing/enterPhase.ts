import type Stripe from 'stripe';
import type { Params } from '../params.js';
import type { State } from '../State.js';
import { StripeFault } from '../StripeFault.js';
import { applyTerms } from './applyTerms.js';
import { Watch } from './changed.js';
import { wantedDiscounts } from './discounts.js';
import { idOf, known } from './find.js';
import { finalizeAndCollect } from './renewal.js';
import { termsOf } from './updateSubscription.js';

type Phase = Stripe.SubscriptionSchedule.Phase;

/** Lets a subscription be as a phase says: what the phase does not name, the subscription has no longer. */
export function enterPhase(
  state: State,
  subscription: Stripe.Subscription,
  phase: Phase,
  prorationBehavior: string,
  now: number,
): void {
  const watch = new Watch(state);
  watch.at(subscription);
  const params: Params = {
    items: itemsOf(subscription, phase),
    discounts: discountsOf(state, subscription, phase, now),
    proration_behavior: prorationBehavior,
    ...trialOf(subscription, phase),
  };
  const invoice = applyTerms(state, subscription, termsOf(state, subscription, params, now), now);
  Object.assign(subscription.metadata, phase.metadata);
  subscription.default_payment_method = phase.default_payment_method ?? subscription.default_payment_method;
  // What it was to redeem is redeemed: named again, it is the same discount.
  phase.discounts = subscription.discounts.map((discount) => ({
    coupon: null,
    discount: idOf(discount),
    promotion_code: null,
  }));
  watch.tell(subscription, 'customer.subscription.updated');
  if (invoice) finalizeAndCollect(state, invoice, subscription, now);
}

/** The items of a phase as a request would name them: in the places of those that are there. */
function itemsOf({ items: { data } }: Stripe.Subscription, phase: Phase): Params[] {
  const given = phase.items.map(({ price, quantity }, index) => {
    const id = (data.find((item) => item.price.id === price) ?? data[index])?.id;
    return { ...(id && { id }), price: idOf(price as string), quantity: String(quantity ?? 1) };
  });
  const kept = new Set(given.map((item) => item.id));
  return [...given, ...data.filter(({ id }) => !kept.has(id)).map(({ id }) => ({ id, deleted: 'true' }))];
}

/** The discounts of a phase that are still to be had when it begins, as a request would name them. */
function discountsOf(
  state: State,
  subscription: Stripe.Subscription,
  { discounts }: Phase,
  now: number,
): Params[] | '' {
  const had = subscription.discounts.map((discount) => idOf(discount)!);
  const basket = { customer: String(subscription.customer), currency: subscription.currency, amount: 0 };
  const named = discounts.map(({ coupon, discount, promotion_code }): Params => {
    const ids = Object.entries({ coupon, discount, promotion_code }).filter(([, id]) => id !== null);
    return Object.fromEntries(ids);
  });
  const good = named.filter((entry) => {
    try {
      return wantedDiscounts(state, [entry], had, basket, now);
    } catch (error) {
      if (error instanceof StripeFault) return false;
      throw error;
    }
  });
  return good.length > 0 ? good : '';
}

/** A trial that the phase does not name ends. */
function trialOf({ status, trial_end }: Stripe.Subscription, phase: Phase): Params {
  if (phase.trial_end === trial_end) return {};
  if (phase.trial_end !== null) return { trial_end: String(phase.trial_end) };
  return status === 'trialing' ? { trial_end: 'now' } : {};
}

/** The subscription that a schedule has; null: it has none any more. */
export function subscriptionOfSchedule(
  state: State,
  schedule: Stripe.SubscriptionSchedule,
): Stripe.Subscription | null {
  return schedule.subscription === null ? null : known(state.subscriptions, schedule.subscription);
}

import type Stripe from 'stripe';
import type { Params } from '../params.js';
import type { State } from '../State.js';
import { applyTerms } from './applyTerms.js';
import { Watch } from './changed.js';
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
    discounts: discountsOf(phase),
    proration_behavior: prorationBehavior,
    ...trialOf(subscription, phase),
  };
  const invoice = applyTerms(state, subscription, termsOf(state, subscription, params, now), now);
  Object.assign(subscription.metadata, phase.metadata);
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

function discountsOf({ discounts }: Phase): Params[] | '' {
  if (discounts.length === 0) return '';
  return discounts.map(
    ({ coupon, discount, promotion_code }) =>
      Object.fromEntries(
        Object.entries({ coupon, discount, promotion_code }).filter(([, id]) => id !== null),
      ) as Params,
  );
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

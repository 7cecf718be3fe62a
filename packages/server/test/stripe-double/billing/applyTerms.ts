import type Stripe from 'stripe';
import type { State } from '../State.js';
import { planOf } from './catalog.js';
import { cloneOf } from './cloneOf.js';
import { redeem, type WantedDiscount } from './discounts.js';
import { known } from './find.js';
import { pendingItems } from './invoiceItems.js';
import { sum } from './money.js';
import { createInvoice } from './newInvoice.js';
import { addIntervals, periodAt } from './periods.js';
import { amountOf } from './priceAmount.js';
import { creditUnusedTime, debitRemainingTime } from './prorations.js';
import { newItem, type WantedItem } from './subscriptionItems.js';

/** How a subscription is to be from now on. */
export interface Terms {
  items: readonly WantedItem[];
  /** Null: as they are. */
  discounts: readonly WantedDiscount[] | null;
  trialEnd: 'now' | number | null;
  anchor: 'now' | 'unchanged';
  prorationBehavior: Stripe.SubscriptionUpdateParams.ProrationBehavior;
  /** To which instant time is divided; null: the present. */
  prorationDate: number | null;
}

type Items = Stripe.SubscriptionItem[];

/**
 * Changes a subscription, and writes the invoice that comes of it at once, as a draft; null: there is none. What waits for
 * the next invoice is there as invoice items. A preview is this very function on a copy of all there is.
 */
export function applyTerms(
  state: State,
  subscription: Stripe.Subscription,
  terms: Terms,
  now: number,
): Stripe.Invoice | null {
  const at = terms.prorationDate ?? now;
  const customer = known(state.customers, subscription.customer);
  if (terms.discounts !== null)
    subscription.discounts = redeem(
      state,
      terms.discounts,
      { customer: customer.id, subscription: subscription.id },
      now,
    );
  const wasTrial = subscription.status === 'trialing';
  const endsTrial = wasTrial && terms.trialEnd === 'now';
  const before = subscription.items.data;
  const after = changedItems(state, subscription, terms.items, now);
  const staysTrial = wasTrial && !endsTrial;
  const begins =
    !staysTrial && (terms.anchor === 'now' || endsTrial || changesCycle(before, after, subscription));
  const isInvoiced = terms.prorationBehavior === 'always_invoice' && !staysTrial;
  const startsTrial = typeof terms.trialEnd === 'number' && terms.trialEnd > now;

  if (!wasTrial && terms.prorationBehavior !== 'none') {
    const changed = (item: Stripe.SubscriptionItem, others: Items) => !others.some((it) => isSame(it, item));
    const given = begins || startsTrial ? before : before.filter((item) => changed(item, after));
    for (const item of given) creditUnusedTime(state, subscription, item, at, now);
    subscription.items.data = after;
    if (!begins && !startsTrial)
      for (const item of after.filter((it) => changed(it, before)))
        debitRemainingTime(state, subscription, item, at, now, isInvoiced);
  }
  subscription.items.data = after;
  if (startsTrial) beginTrial(subscription, terms.trialEnd as number, now);
  if (begins) {
    if (endsTrial) Object.assign(subscription, { status: 'active', trial_end: now });
    beginPeriods(subscription, now);
    return createInvoice(state, {
      customer,
      subscription,
      periodsOf: after,
      reason: 'subscription_update',
      now,
    });
  }
  if (!isInvoiced || pendingItems(state, customer.id, subscription.id).length === 0) return null;
  return createInvoice(state, { customer, subscription, periodsOf: [], reason: 'subscription_update', now });
}

function changedItems(
  state: State,
  subscription: Stripe.Subscription,
  wanted: readonly WantedItem[],
  now: number,
): Items {
  const items = cloneOf(subscription.items.data);
  for (const change of wanted) {
    const index = items.findIndex(({ id }) => id === change.id);
    if (index < 0) {
      const [first] = items;
      const period = first
        ? { start: first.current_period_start, end: first.current_period_end }
        : { start: now, end: addIntervals(now, change.price!.recurring!) };
      items.push(newItem(state, subscription.id, change, period, now));
    } else if (change.deleted) items.splice(index, 1);
    else {
      const item = items[index]!;
      if (change.price) Object.assign(item, { price: change.price, plan: planOf(change.price) });
      item.quantity = change.quantity ?? item.quantity ?? 1;
    }
  }
  return items;
}

function isSame(a: Stripe.SubscriptionItem, b: Stripe.SubscriptionItem): boolean {
  return a.id === b.id && a.price.id === b.price.id && a.quantity === b.quantity;
}

/** Another interval begins a new period, and so does what cost nothing and costs something now. */
function changesCycle(before: Items, after: Items, { currency }: Stripe.Subscription): boolean {
  const cycleOf = ({ price }: Stripe.SubscriptionItem) =>
    `${price.recurring?.interval} ${price.recurring?.interval_count}`;
  const changes = after.some((item) => {
    const old = before.find(({ id }) => id === item.id);
    return old !== undefined && cycleOf(old) !== cycleOf(item);
  });
  const worth = (items: Items) => sum(items.map((it) => amountOf(it.price, it.quantity ?? 1, currency)));
  return changes || (worth(before) === 0 && worth(after) > 0);
}

/** Lets a period of every item begin, and counts later ones from it. */
export function beginPeriods(subscription: Stripe.Subscription, at: number): void {
  subscription.billing_cycle_anchor = at;
  for (const item of subscription.items.data) {
    const { start, end } = periodAt(at, item.price.recurring!, at);
    Object.assign(item, { current_period_start: start, current_period_end: end });
  }
}

/** Nothing is charged until a trial ends, and periods are counted from there. */
export function beginTrial(subscription: Stripe.Subscription, end: number, now: number): void {
  if (subscription.status !== 'trialing') subscription.trial_start = now;
  subscription.status = 'trialing';
  subscription.trial_end = end;
  subscription.billing_cycle_anchor = end;
  for (const item of subscription.items.data) {
    Object.assign(item, { current_period_start: subscription.trial_start ?? now, current_period_end: end });
  }
}

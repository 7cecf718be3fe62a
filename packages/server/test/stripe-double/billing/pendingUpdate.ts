import type Stripe from 'stripe';
import type { State } from '../State.js';
import { change } from './changed.js';
import { idOf } from './find.js';
import { HOUR } from './periods.js';
import { voidInvoice } from './voidInvoice.js';

/** How long a change waits for its payment. */
const WAITS_FOR = 23 * HOUR;

/**
 * Takes a change back that was made and not paid, and lets it wait.
 *
 * @param before the subscription as it was before the change.
 */
export function postpone(subscription: Stripe.Subscription, before: Stripe.Subscription, now: number): void {
  const { items, trial_end, billing_cycle_anchor, discounts, latest_invoice } = subscription;
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const pending: Stripe.Subscription.PendingUpdate = {
    billing_cycle_anchor: billing_cycle_anchor === before.billing_cycle_anchor ? null : billing_cycle_anchor,
    cancel_at_period_end: null,
    discount: null,
    discounts: same(discounts, before.discounts) ? null : discounts,
    expires_at: now + WAITS_FOR,
    metadata: null,
    subscription_items: items.data,
    trial_end: trial_end === before.trial_end ? null : trial_end,
    trial_from_plan: null,
  };
  Object.assign(subscription, before, { latest_invoice, pending_update: pending });
}

/** Its invoice is paid: what was to be is. */
export function applyPendingUpdate(state: State, subscription: Stripe.Subscription): void {
  const pending = subscription.pending_update;
  if (!pending) return;
  change(state, subscription, 'customer.subscription.updated', () => {
    subscription.pending_update = null;
    const present = new Map(subscription.items.data.map((item) => [item.id, item]));
    const begins = pending.billing_cycle_anchor !== null;
    subscription.items.data = (pending.subscription_items ?? []).map((item) => {
      const { current_period_start, current_period_end } = present.get(item.id) ?? item;
      return begins ? item : { ...item, current_period_start, current_period_end };
    });
    subscription.billing_cycle_anchor = pending.billing_cycle_anchor ?? subscription.billing_cycle_anchor;
    subscription.discounts = pending.discounts ?? subscription.discounts;
    if (begins && subscription.status === 'trialing') subscription.status = 'active';
    subscription.trial_end = pending.trial_end ?? subscription.trial_end;
  });
  state.emit('customer.subscription.pending_update_applied', subscription);
}

/** Drops a change that waits, with its invoice. */
export function dropPendingUpdate(state: State, subscription: Stripe.Subscription, now: number): void {
  if (!subscription.pending_update) return;
  change(state, subscription, 'customer.subscription.updated', () => {
    subscription.pending_update = null;
  });
  state.emit('customer.subscription.pending_update_expired', subscription);
  const invoice = state.invoices.get(idOf(subscription.latest_invoice) ?? '');
  if (invoice?.status === 'open') voidInvoice(state, invoice, now);
}

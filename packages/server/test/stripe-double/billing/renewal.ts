import type Stripe from 'stripe';
import type { State } from '../State.js';
import { beginPeriods } from './applyTerms.js';
import { Watch } from './changed.js';
import { collect, methodOfSubscription } from './collect.js';
import { finalize } from './finalize.js';
import { known } from './find.js';
import { createInvoice } from './newInvoice.js';
import { periodAt } from './periods.js';
import { settingsOf } from './settings.js';
import { voidInvoice } from './voidInvoice.js';

/** Lets the next period of those items begin whose period is over, and invoices it. The draft is charged at once, or in its time. */
export function renew(state: State, subscription: Stripe.Subscription, now: number): Stripe.Invoice | null {
  const customer = known(state.customers, subscription.customer);
  const watch = new Watch(state);
  watch.at(subscription);
  if (subscription.status === 'trialing' && !endTrial(state, subscription, now)) {
    watch.tell(subscription, 'customer.subscription.updated');
    return null;
  }
  const due = subscription.items.data.filter((item) => item.current_period_end <= now);
  for (const item of due) {
    const { start, end } = periodAt(subscription.billing_cycle_anchor, item.price.recurring!, now);
    Object.assign(item, { current_period_start: start, current_period_end: end });
  }
  const invoice = createInvoice(state, {
    customer,
    subscription,
    periodsOf: due,
    reason: 'subscription_cycle',
    now,
  });
  watch.tell(subscription, 'customer.subscription.updated');
  if (subscription.status === 'unpaid' || subscription.pause_collection?.behavior === 'keep_as_draft') {
    invoice.auto_advance = false;
    invoice.automatically_finalizes_at = null;
  } else if (settingsOf(state).finalizesAfter === 0) finalizeAndCollect(state, invoice, subscription, now);
  return invoice;
}

/** @returns whether there is anything to go on with: one without a payment method may end or wait instead. */
function endTrial(state: State, subscription: Stripe.Subscription, now: number): boolean {
  const missing = subscription.trial_settings?.end_behavior.missing_payment_method;
  const hasMethod = methodOfSubscription(state, subscription) !== null;
  if (!hasMethod && missing === 'pause') {
    subscription.status = 'paused';
    subscription.status_details = {
      paused: {
        subscription: { type: 'trial_end_without_payment_method' },
        transitioned_at: now,
        type: 'subscription',
      },
    };
    state.emit('customer.subscription.paused', subscription);
    return false;
  }
  subscription.status = 'active';
  beginPeriods(subscription, now);
  // The period that begins is what is charged now.
  for (const item of subscription.items.data) item.current_period_end = now;
  return true;
}

/** Issues a draft and charges it, unless collection is paused. */
export function finalizeAndCollect(
  state: State,
  invoice: Stripe.Invoice,
  subscription: Stripe.Subscription | null,
  now: number,
): void {
  finalize(state, invoice, now);
  const paused = subscription?.pause_collection?.behavior;
  if (paused === 'void') return voidInvoice(state, invoice, now);
  if (paused === 'mark_uncollectible') {
    invoice.status = 'uncollectible';
    invoice.status_transitions.marked_uncollectible_at = now;
    state.emit('invoice.marked_uncollectible', invoice);
    return;
  }
  if (invoice.collection_method === 'send_invoice' && invoice.amount_remaining > 0) return;
  collect(state, invoice, now);
}

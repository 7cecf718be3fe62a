import type Stripe from 'stripe';
import type { State } from '../State.js';
import { change } from './changed.js';
import { idOf } from './find.js';
import { endSubscription } from './endSubscription.js';
import { resumeByInvoice, resumesIfPaid } from './resumeByInvoice.js';
import { settingsOf } from './settings.js';

/** A payment did not go through: the subscription is overdue, or has not even begun, or is given up. */
export function settleUnpaid(state: State, invoice: Stripe.Invoice, now: number): void {
  const id = idOf(invoice.parent?.subscription_details?.subscription);
  const subscription = id === null ? null : state.subscriptions.get(id);
  if (!subscription) return;
  const isLatest = subscription.latest_invoice === invoice.id;
  if (isLatest && subscription.pending_update) return;
  if (isLatest && subscription.status === 'paused') {
    if (!resumesIfPaid.has(invoice)) resumeByInvoice(state, subscription, invoice, 'past_due');
    return;
  }
  if (subscription.status === 'active' || subscription.status === 'trialing') {
    change(state, subscription, 'customer.subscription.updated', () => {
      subscription.status = invoice.billing_reason === 'subscription_create' ? 'incomplete' : 'past_due';
    });
    return;
  }
  const { retryAfterDays, afterLastRetry } = settingsOf(state);
  if (subscription.status !== 'past_due' || invoice.attempt_count <= retryAfterDays.length) return;
  if (afterLastRetry === 'cancel') endSubscription(state, subscription, now, 'payment_failed');
  if (afterLastRetry === 'unpaid')
    change(state, subscription, 'customer.subscription.updated', () => {
      subscription.status = 'unpaid';
    });
}

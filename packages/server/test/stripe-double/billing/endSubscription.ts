import type Stripe from 'stripe';
import type { State } from '../State.js';
import { change } from './changed.js';
import { idOf } from './find.js';
import { dropPendingUpdate } from './pendingUpdate.js';

/** Ends a subscription for good. What is owed stays owed, and is not collected any more. */
export function endSubscription(
  state: State,
  subscription: Stripe.Subscription,
  now: number,
  reason: Stripe.Subscription.CancellationDetails.Reason,
): void {
  dropPendingUpdate(state, subscription, now);
  const schedule = state.schedules.get(idOf(subscription.schedule) ?? '');
  if (schedule && schedule.status === 'active') {
    change(state, schedule, 'subscription_schedule.updated', () => {
      schedule.status = 'canceled';
      schedule.canceled_at = now;
      schedule.current_phase = null;
    });
    state.emit('subscription_schedule.canceled', schedule);
  }
  for (const invoice of state.invoices.values()) {
    const isIts = idOf(invoice.parent?.subscription_details?.subscription) === subscription.id;
    if (!isIts || (invoice.status !== 'open' && invoice.status !== 'draft')) continue;
    change(state, invoice, 'invoice.updated', () => {
      invoice.auto_advance = false;
      invoice.next_payment_attempt = null;
      invoice.automatically_finalizes_at = null;
    });
  }
  subscription.schedule = null;
  subscription.status = 'canceled';
  subscription.ended_at = now;
  subscription.canceled_at ??= now;
  subscription.pause_collection = null;
  delete subscription.status_details;
  const { feedback = null, comment = null, feedback_option = null } = subscription.cancellation_details ?? {};
  const before = subscription.cancellation_details?.reason ?? null;
  subscription.cancellation_details = { comment, feedback, feedback_option, reason: before ?? reason };
  state.emit('customer.subscription.deleted', subscription);
}

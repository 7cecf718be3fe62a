import type Stripe from 'stripe';
import type { Call } from '../Handler.js';
import { booleanOf } from '../params.js';
import type { State } from '../State.js';
import { noSuch } from '../StripeFault.js';
import { updateDetails } from './cancelLater.js';
import { endSubscription } from './endSubscription.js';
import { find, known } from './find.js';
import { pendingItems } from './invoiceItems.js';
import { createInvoice } from './newInvoice.js';
import { creditUnusedTime } from './prorations.js';
import { finalizeAndCollect } from './renewal.js';

/** `DELETE /v1/subscriptions/{id}` */
export function cancelSubscription({ state, path, params }: Call): Stripe.Subscription {
  const subscription = find(state.subscriptions, path.id, 'subscription');
  if (subscription.status === 'canceled' || subscription.status === 'incomplete_expired')
    throw noSuch('subscription', subscription.id);
  const now = state.timeOf(String(subscription.customer));
  updateDetails(subscription, params);
  const [prorate, invoiceNow] = [
    booleanOf(params.prorate, 'prorate') ?? false,
    booleanOf(params.invoice_now, 'invoice_now') ?? false,
  ];
  subscription.canceled_at = now;
  subscription.cancel_at_period_end = false;
  const invoice = settleAtEnd(state, subscription, { prorate, invoiceNow }, now);
  endSubscription(state, subscription, now, 'cancellation_requested');
  if (invoice) finalizeAndCollect(state, invoice, subscription, now);
  return subscription;
}

/** Gives back what is unused, and writes the last invoice as a draft; null: nothing is left to invoice. */
export function settleAtEnd(
  state: State,
  subscription: Stripe.Subscription,
  { prorate, invoiceNow }: { prorate: boolean; invoiceNow: boolean },
  now: number,
): Stripe.Invoice | null {
  const customer = known(state.customers, subscription.customer);
  if (prorate && subscription.status !== 'trialing')
    for (const item of subscription.items.data) creditUnusedTime(state, subscription, item, now, now);
  const waiting = pendingItems(state, customer.id, subscription.id);
  if (invoiceNow && waiting.length > 0)
    return createInvoice(state, {
      customer,
      subscription,
      periodsOf: [],
      reason: 'subscription_update',
      now,
    });
  if (!invoiceNow && !prorate)
    for (const item of waiting.filter(({ proration }) => proration)) {
      state.invoiceItems.delete(item.id);
      state.emit('invoiceitem.deleted', item);
    }
  return null;
}

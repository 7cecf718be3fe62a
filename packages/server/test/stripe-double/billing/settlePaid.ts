import type Stripe from 'stripe';
import type { State } from '../State.js';
import { change } from './changed.js';
import { idOf } from './find.js';
import { intentOf, paymentFor } from './newPayment.js';
import { applyPendingUpdate } from './pendingUpdate.js';
import { resumeByInvoice } from './resumeByInvoice.js';

/** An invoice is paid: so it is said, and its subscription goes on. */
export function settlePaid(state: State, invoice: Stripe.Invoice, now: number, outOfBand = false): void {
  const intent = outOfBand ? null : intentOf(state, invoice.id);
  const payment = intent && paymentFor(state, intent.id);
  if (payment) {
    payment.status = 'paid';
    payment.amount_paid = payment.amount_requested;
    payment.status_transitions.paid_at = now;
    state.emit('invoice_payment.paid', payment);
  }
  change(state, invoice, 'invoice.updated', () => {
    invoice.attempted = true;
    if (payment) invoice.attempt_count += 1;
    invoice.amount_paid = invoice.amount_due;
    invoice.amount_remaining = 0;
    invoice.next_payment_attempt = null;
    invoice.status = 'paid';
    invoice.status_transitions.paid_at = now;
  });
  state.emit('invoice.paid', invoice);
  state.emit('invoice.payment_succeeded', invoice);
  const id = idOf(invoice.parent?.subscription_details?.subscription);
  const subscription = id === null ? null : state.subscriptions.get(id);
  if (subscription) goOn(state, subscription, invoice);
}

function goOn(state: State, subscription: Stripe.Subscription, invoice: Stripe.Invoice): void {
  const isLatest = subscription.latest_invoice === invoice.id;
  if (isLatest && subscription.pending_update) return applyPendingUpdate(state, subscription);
  if (subscription.status === 'incomplete' && isLatest) return toActive(state, subscription);
  if (subscription.status === 'paused' && isLatest)
    return resumeByInvoice(state, subscription, invoice, 'active');
  if (subscription.status === 'past_due' || subscription.status === 'unpaid') {
    if (!owes(state, subscription)) toActive(state, subscription);
  }
}

/** What somebody has paid for begins. */
export function toActive(state: State, subscription: Stripe.Subscription): void {
  change(state, subscription, 'customer.subscription.updated', () => {
    subscription.status = 'active';
  });
}

/** Whether an invoice of a subscription is open that a payment has failed for. */
export function owes(state: State, subscription: Stripe.Subscription): boolean {
  return [...state.invoices.values()].some(
    (invoice) =>
      idOf(invoice.parent?.subscription_details?.subscription) === subscription.id &&
      invoice.status === 'open' &&
      invoice.attempted &&
      intentOf(state, invoice.id)?.status !== 'processing',
  );
}

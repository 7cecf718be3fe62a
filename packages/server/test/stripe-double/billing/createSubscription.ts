import type Stripe from 'stripe';
import type { Call } from '../Handler.js';
import { collect } from './collect.js';
import { finalize } from './finalize.js';
import { known } from './find.js';
import { createInvoice } from './newInvoice.js';
import { intentOf } from './newPayment.js';
import { newSubscription } from './newSubscription.js';
import { Rehearsal } from './Rehearsal.js';
import { refuseUnpaid } from './refusePayment.js';

/** Begins a subscription: its first invoice is issued and charged with the request. */
export function createSubscription(call: Call): Stripe.Subscription {
  const { state, params } = call;
  if (params.payment_behavior === 'error_if_incomplete') rehearsePayment(call);
  const subscription = newSubscription(call);
  const customer = known(state.customers, subscription.customer);
  const now = state.timeOf(customer.id);
  state.emit('customer.subscription.created', subscription);
  const invoice = createInvoice(state, {
    customer,
    subscription,
    periodsOf: subscription.items.data,
    reason: 'subscription_create',
    now,
  });
  finalize(state, invoice, now);
  if (params.payment_behavior === 'default_incomplete' && invoice.amount_remaining > 0) {
    subscription.status = 'incomplete';
    return subscription;
  }
  if (subscription.collection_method === 'send_invoice' && invoice.amount_remaining > 0) return subscription;
  const outcome = collect(state, invoice, now);
  if (outcome === 'no_method') subscription.status = 'incomplete';
  return subscription;
}

/** Refuses what would not be paid, before anything has begun. */
function rehearsePayment(call: Call): void {
  const customer = String(call.params.customer);
  const rehearsal = new Rehearsal(call.state, customer);
  const params = { ...call.params, payment_behavior: 'allow_incomplete' };
  const { status, latest_invoice } = createSubscription({ ...call, state: rehearsal, params });
  if (status !== 'incomplete') return;
  call.state.decisions.delete(customer);
  const invoice = known(rehearsal.invoices, latest_invoice);
  const { status: payment } = intentOf(rehearsal, invoice.id)!;
  throw refuseUnpaid(rehearsal, invoice, payment === 'requires_action' ? 'requires_action' : 'failed');
}

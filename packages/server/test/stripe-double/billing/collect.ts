import type Stripe from 'stripe';
import type { State } from '../State.js';
import { change } from './changed.js';
import { charge, type Outcome } from './charge.js';
import { idOf, known } from './find.js';
import { intentOf } from './newPayment.js';
import { DAY } from './periods.js';
import { settingsOf } from './settings.js';
import { settlePaid } from './settlePaid.js';
import { settleUnpaid } from './settleUnpaid.js';

/** What became of an invoice that was to be collected. */
export type Collected = Outcome | 'no_method';

/** Charges what an open invoice asks for, and lets happen what follows from it. */
export function collect(
  state: State,
  invoice: Stripe.Invoice,
  now: number,
  method: Stripe.PaymentMethod | null = methodOf(state, invoice),
): Collected {
  if (invoice.amount_remaining === 0) {
    settlePaid(state, invoice, now);
    return 'succeeded';
  }
  const outcome = method ? charge(state, intentOf(state, invoice.id)!, method, now) : 'no_method';
  afterCharge(state, invoice, outcome, now);
  return outcome;
}

/** Lets happen to an invoice, and to its subscription, what follows from a try to charge it. */
export function afterCharge(state: State, invoice: Stripe.Invoice, outcome: Collected, now: number): void {
  if (outcome === 'succeeded') return settlePaid(state, invoice, now);
  change(state, invoice, 'invoice.updated', () => {
    invoice.attempted = true;
    if (outcome === 'processing') {
      invoice.next_payment_attempt = null;
      return;
    }
    invoice.attempt_count += 1;
    invoice.next_payment_attempt = nextAttempt(state, invoice, now);
  });
  if (outcome === 'processing') return;
  if (outcome === 'requires_action') state.emit('invoice.payment_action_required', invoice);
  state.emit('invoice.payment_failed', invoice);
  settleUnpaid(state, invoice, now);
}

/** When it is tried again; null: never, or only if somebody asks for it. */
function nextAttempt(state: State, invoice: Stripe.Invoice, now: number): number | null {
  const isRenewal = invoice.billing_reason === 'subscription_cycle';
  const subscription = subscriptionOf(state, invoice);
  const waits = subscription?.pending_update && subscription.latest_invoice === invoice.id;
  const isRetried = invoice.auto_advance !== false && (isRenewal || subscription?.status === 'past_due');
  const days = settingsOf(state).retryAfterDays[invoice.attempt_count - 1];
  return isRetried && !waits && days !== undefined ? now + days * DAY : null;
}

/** What an invoice is charged to: its own, else its subscription's, else the customer's. What is off file is none. */
export function methodOf(
  state: State,
  invoice: Pick<Stripe.Invoice, 'customer' | 'default_payment_method' | 'parent'>,
): Stripe.PaymentMethod | null {
  const customer = known(state.customers, invoice.customer);
  const candidates = [
    invoice.default_payment_method,
    subscriptionOf(state, invoice)?.default_payment_method,
    customer.invoice_settings.default_payment_method,
  ];
  const methods = candidates.map((candidate) => state.paymentMethods.get(idOf(candidate) ?? ''));
  return methods.find((method) => method?.customer === customer.id) ?? null;
}

/** What the next invoice of a subscription is going to be charged to. */
export function methodOfSubscription(
  state: State,
  { customer, default_payment_method }: Stripe.Subscription,
): Stripe.PaymentMethod | null {
  return methodOf(state, { customer: customer as string, default_payment_method, parent: null });
}

/** The subscription that an invoice is of. */
export function subscriptionOf(
  state: State,
  invoice: Pick<Stripe.Invoice, 'parent'>,
): Stripe.Subscription | null {
  const id = idOf(invoice.parent?.subscription_details?.subscription);
  return id === null ? null : (state.subscriptions.get(id) ?? null);
}

import type Stripe from 'stripe';
import type { State } from '../State.js';

/** Prepares the payment of an invoice: an intent that nothing was tried with yet. */
export function newPayment(state: State, invoice: Stripe.Invoice, now: number): Stripe.PaymentIntent {
  const id = state.newId('pi');
  const intent: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: invoice.amount_remaining,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: `${id}_secret_${state.newId('s').slice(2)}`,
    confirmation_method: 'automatic',
    created: now,
    currency: invoice.currency,
    customer: String(invoice.customer),
    customer_account: null,
    description: 'Subscription update',
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card', 'sepa_debit', 'link'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: 'off_session',
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
  state.paymentIntents.set(id, intent);
  state.emit('payment_intent.created', intent);
  const payment: Stripe.InvoicePayment = {
    id: state.newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_remaining,
    created: now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  };
  state.invoicePayments.set(payment.id, payment);
  return intent;
}

/** The payments of an invoice, the newest first. */
export function paymentsOf(state: State, invoice: string): Stripe.InvoicePayment[] {
  return [...state.invoicePayments.values()].filter((payment) => payment.invoice === invoice).reverse();
}

/** The intent by which an invoice is paid; null: there is nothing to pay. */
export function intentOf(state: State, invoice: string): Stripe.PaymentIntent | null {
  const [payment] = paymentsOf(state, invoice);
  return state.paymentIntents.get(String(payment?.payment.payment_intent)) ?? null;
}

/** The payment of an invoice that an intent is for. */
export function paymentFor(state: State, intent: string): Stripe.InvoicePayment | null {
  return [...state.invoicePayments.values()].find(({ payment }) => payment.payment_intent === intent) ?? null;
}

import type Stripe from 'stripe';
import type { State } from '../State.js';
import { change } from './changed.js';
import { idOf } from './find.js';
import { unapplyBalance } from './finalize.js';
import { paymentsOf } from './newPayment.js';

/** Takes an open invoice back: nothing is owed for it, and what it took from the customer's credit is there again. */
export function voidInvoice(state: State, invoice: Stripe.Invoice, now: number): void {
  for (const payment of paymentsOf(state, invoice.id)) {
    payment.status = 'canceled';
    payment.status_transitions.canceled_at = now;
    const intent = state.paymentIntents.get(String(payment.payment.payment_intent));
    if (!intent || intent.status === 'canceled') continue;
    change(state, intent, 'payment_intent.canceled', () => {
      intent.status = 'canceled';
      intent.canceled_at = now;
      intent.cancellation_reason = 'void_invoice';
      intent.next_action = null;
    });
  }
  unapplyBalance(state, invoice, now);
  change(state, invoice, 'invoice.voided', () => {
    invoice.status = 'void';
    invoice.auto_advance = false;
    invoice.next_payment_attempt = null;
    invoice.amount_remaining = 0;
    invoice.status_transitions.voided_at = now;
  });
  // What had waited for it before waits again.
  for (const item of state.invoiceItems.values())
    if (idOf(item.invoice) === invoice.id && item.date < invoice.created) item.invoice = null;
}

import type Stripe from 'stripe';
import type { State } from '../State.js';
import { moveBalance } from './balance.js';
import { change } from './changed.js';
import { idOf, known } from './find.js';
import { newPayment } from './newPayment.js';
import { DAY } from './periods.js';

/**
 * Issues a draft: it gets its number, takes from the customer's credit or adds to it, and has a payment to be made where
 * something is left. What is left of nothing is the caller's to settle: see `settlePaid`.
 */
export function finalize(state: State, invoice: Stripe.Invoice, now: number): void {
  const customer = known(state.customers, invoice.customer);
  applyBalance(state, invoice, customer, now);
  change(state, invoice, 'invoice.finalized', () => {
    invoice.status = 'open';
    invoice.status_transitions.finalized_at = now;
    invoice.effective_at = now;
    invoice.automatically_finalizes_at = null;
    invoice.number = nextNumber(customer);
    if (invoice.collection_method === 'send_invoice')
      invoice.due_date = now + daysUntilDue(state, invoice) * DAY;
  });
  if (invoice.amount_remaining > 0) newPayment(state, invoice, now);
}

function applyBalance(state: State, invoice: Stripe.Invoice, customer: Stripe.Customer, now: number): void {
  const { total, currency, id } = invoice;
  invoice.starting_balance = customer.balance;
  // Credit is used up to the total, and a balance that is owed is collected whole.
  const moved = total < 0 ? total : Math.min(total, -customer.balance);
  if (moved !== 0) {
    const type = total < 0 ? 'invoice_too_small' : 'applied_to_invoice';
    moveBalance(state, customer, moved, { type, invoice: id, description: null, currency }, now);
  }
  invoice.ending_balance = customer.balance;
  invoice.amount_due = total < 0 ? 0 : total - moved;
  invoice.amount_remaining = invoice.amount_due;
}

/** Gives back what an invoice has taken from the customer's credit, or takes back what it has added. */
export function unapplyBalance(state: State, invoice: Stripe.Invoice, now: number): void {
  const moved = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance;
  if (moved === 0) return;
  const why = {
    type: 'unapplied_from_invoice',
    invoice: invoice.id,
    description: null,
    currency: invoice.currency,
  };
  moveBalance(state, known(state.customers, invoice.customer), -moved, why, now);
}

function daysUntilDue(state: State, { parent }: Stripe.Invoice): number {
  const subscription = state.subscriptions.get(idOf(parent?.subscription_details?.subscription) ?? '');
  return subscription?.days_until_due ?? 30;
}

function nextNumber(customer: Stripe.Customer): string {
  const sequence = customer.next_invoice_sequence ?? 1;
  customer.next_invoice_sequence = sequence + 1;
  customer.invoice_prefix ??= customer.id.slice(-8).toUpperCase();
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`;
}

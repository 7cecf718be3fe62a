import { invoiceStatuses, type Invoice } from '@billfold/contract';
import type Stripe from 'stripe';
import { idOf } from './references.js';
import { isProration } from './toInvoiceLine.js';
import { toInstant, toInstantOrNull } from './toInstant.js';
import { refundedOf, toInvoicePayment, type Collection } from './toInvoicePayment.js';
import { toMoney } from './toMoney.js';

/**
 * An invoice as the contract writes it. It is issued when Stripe has created it: by that Stripe orders its lists, and a page
 * of them must not depend on when each of them was finalized.
 */
export function toInvoice(invoice: Stripe.Invoice, collections: readonly Collection[]): Invoice {
  const { currency, created, due_date, status_transitions, total, amount_paid } = invoice;
  const money = (amount: number) => toMoney(amount, currency);
  const status = invoiceStatuses.find((known) => known === invoice.status) ?? 'open';
  return {
    id: invoice.id,
    number: invoice.number ?? invoice.id,
    subscription: subscriptionOf(invoice),
    status,
    issuedAt: toInstant(created),
    dueAt: toInstant(due_date ?? created),
    paidAt: toInstantOrNull(status_transitions.paid_at),
    voidedAt: toInstantOrNull(status_transitions.voided_at),
    period: periodOf(invoice),
    subtotal: money(subtotalOf(invoice)),
    discount: money(discountOf(invoice)),
    tax: money(taxOf(invoice)),
    total: money(total),
    balanceApplied: money(balanceAppliedOf(invoice)),
    amountPaid: money(amount_paid),
    amountRemaining: money(status === 'open' ? invoice.amount_remaining : 0),
    amountRefunded: money(refundedOf(collections)),
    payment: toInvoicePayment(invoice, collections),
    // What Stripe has as a receipt is a web page, and no document that could be kept.
    documents: { invoice: Boolean(invoice.invoice_pdf), receipt: false },
  };
}

/** The subscription that an invoice is of; null: of none. */
export function subscriptionOf({ parent }: Stripe.Invoice): string | null {
  return idOf(parent?.subscription_details?.subscription);
}

/**
 * The time that an invoice is for: that of its lines, and of those that settle a change only where there are no others. `period_start` and `period_end` of the invoice are those in which lines
 * could be added to it, which is the period before.
 */
export function periodOf({ lines, period_start, period_end }: Stripe.Invoice): Invoice['period'] {
  const whole = lines.data.filter((line) => !isProration(line));
  const spans = (whole.length > 0 ? whole : lines.data).map(({ period }) => period);
  const all = spans.length > 0 ? spans : [{ start: period_start, end: period_end }];
  return {
    startAt: toInstant(Math.min(...all.map(({ start }) => start))),
    endAt: toInstant(Math.max(...all.map(({ end }) => end))),
  };
}

/**
 * What the lines come to before anything is taken off. Stripe has what is taken off a single line off its subtotal already and
 * tells it among the discounts too, so that its own sums would take it off twice.
 */
export function subtotalOf(invoice: Stripe.Invoice): number {
  const { subtotal, total, total_taxes, shipping_cost } = invoice;
  // Shipping is part of the total, and with its tax of no other sum.
  if (shipping_cost) return subtotal;
  const added = (total_taxes ?? []).filter(({ tax_behavior }) => tax_behavior === 'exclusive');
  return total - sum(added.map(({ amount }) => amount)) + discountOf(invoice);
}

/** What is taken off: by discounts, and by credit that was granted before tax. */
export function discountOf({ total_discount_amounts, total_pretax_credit_amounts }: Stripe.Invoice): number {
  const granted = (total_pretax_credit_amounts ?? []).filter(
    ({ type }) => type === 'credit_balance_transaction',
  );
  return sum([...(total_discount_amounts ?? []), ...granted].map(({ amount }) => amount));
}

/** All tax, also where it is part of the prices. */
export function taxOf({ total_taxes }: Stripe.Invoice): number {
  return sum((total_taxes ?? []).map(({ amount }) => amount));
}

/** What of the total was taken from the customer's credit, which is a negative balance at Stripe. */
export function balanceAppliedOf(invoice: Stripe.Invoice): number {
  const { starting_balance, ending_balance, total, amount_due } = invoice;
  // Of what is not final yet Stripe says only what would be due.
  return ending_balance === null ? total - amount_due : ending_balance - starting_balance;
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

import { amountDue, type InvoiceState, type SubscriptionState } from './account.js';
import { testMethods, type TestMethod } from './paymentMethods.js';
import { DAY, type Millis } from './periods.js';
import type { BillingTerms } from './terms.js';

/**
 * Begins to collect an invoice that was just issued. What costs nothing is paid at once without a payment, and
 * what nobody can be charged for waits to be paid by hand.
 */
export function beginCollecting(
  invoice: InvoiceState,
  subscription: SubscriptionState,
  at: Millis,
  terms: BillingTerms,
): void {
  if (amountDue(invoice) <= 0n) {
    invoice.status = 'paid';
    invoice.paidAt = at;
  } else if (subscription.paymentMethod === null) {
    invoice.dueAt = at + terms.dueAfterDays * DAY;
    invoice.next = { action: 'fall_overdue', at: invoice.dueAt };
  } else if (subscription.status !== 'unpaid') {
    charge(invoice, subscription.paymentMethod, at, terms);
  }
}

/** Tries once to collect an invoice, and plans what follows. */
export function charge(invoice: InvoiceState, method: TestMethod, at: Millis, terms: BillingTerms): void {
  const { outcome } = testMethods[method];
  switch (outcome.kind) {
    case 'succeeds':
      invoice.payment = { status: 'succeeded', method, failure: null, attemptedAt: at };
      markPaid(invoice, at);
      return;
    case 'settles_later':
      invoice.payment = { status: 'processing', method, failure: null, attemptedAt: at };
      invoice.next = { action: 'settle', at: at + terms.debitSettlesAfterDays * DAY };
      return;
    case 'fails':
    case 'requires_action': {
      const status = outcome.kind === 'fails' ? 'failed' : 'requires_action';
      invoice.payment = { status, method, failure: outcome.failure, attemptedAt: at };
      const wait = terms.retryAfterDays[invoice.refusals];
      invoice.refusals += 1;
      invoice.next = wait === undefined ? null : { action: 'retry', at: at + wait * DAY };
    }
  }
}

/** A debit that was under way has arrived. */
export function settle(invoice: InvoiceState, at: Millis): void {
  if (invoice.payment) invoice.payment = { ...invoice.payment, status: 'succeeded' };
  markPaid(invoice, at);
}

function markPaid(invoice: InvoiceState, at: Millis): void {
  invoice.status = 'paid';
  invoice.paidAt = at;
  invoice.amountPaid = amountDue(invoice);
  invoice.next = null;
}

/** Whether an invoice is a debt that somebody should do something about: refused, or past its date. */
export function isOverdue(invoice: InvoiceState, at: Millis): boolean {
  if (invoice.status !== 'open') return false;
  return invoice.payment === null ? invoice.dueAt <= at : invoice.payment.status !== 'processing';
}

import type { PaymentFailure } from '@billfold/contract';
import { amountDue, type Account, type InvoiceState, type SubscriptionState } from './account.js';
import { testMethods, type PaymentMethodState } from './paymentMethods.js';
import { DAY, type Millis } from './periods.js';
import type { BillingTerms } from './terms.js';

/** How a try to charge somebody ends. */
export type Attempt =
  | { kind: 'succeeds' }
  /** Nothing is known until then. A debit is trusted meanwhile, as the banks' days are many, also one that `comesBack`. */
  | { kind: 'settles_later'; at: Millis; isDebit: boolean; comesBack: boolean }
  | { kind: 'fails'; failure: PaymentFailure }
  /** Refused until the customer confirms it with their bank. */
  | { kind: 'requires_action'; failure: PaymentFailure };

/** How long a payment is under way that was made to be. */
const PROCESSING: Millis = 60_000;

/**
 * Charges somebody once: as the payment method does by its name and its expiry, unless the customer's next charge was
 * decided on.
 */
export function attempt(
  account: Account,
  { method, expiresAt }: PaymentMethodState,
  at: Millis,
  terms: BillingTerms,
): Attempt {
  const decided = account.nextCharge;
  account.nextCharge = 'usual';
  switch (decided) {
    case 'fails':
      return { kind: 'fails', failure: 'contact_bank' };
    case 'requires_action':
      return { kind: 'requires_action', failure: 'authentication_required' };
    case 'processing':
      return { kind: 'settles_later', at: at + PROCESSING, isDebit: false, comesBack: false };
    case 'usual':
      break;
  }
  if (expiresAt !== null && at >= expiresAt) return { kind: 'fails', failure: 'card_expired' };
  const result = testMethods[method].charge;
  return result.kind === 'settles_later'
    ? { ...result, at: at + terms.debitSettlesAfterDays * DAY, isDebit: true }
    : result;
}

/**
 * Begins to collect an invoice that was just issued. What asks for nothing is paid at once without a payment, and
 * what nobody can be charged for waits to be paid by hand.
 */
export function beginCollecting(
  account: Account,
  invoice: InvoiceState,
  subscription: SubscriptionState,
  at: Millis,
  terms: BillingTerms,
): void {
  if (settleWithoutCharge(invoice, at)) return;
  if (subscription.paymentMethod === null) {
    invoice.dueAt = at + terms.dueAfterDays * DAY;
    invoice.next = { action: 'fall_overdue', at: invoice.dueAt };
  } else if (subscription.status !== 'unpaid') {
    charge(account, invoice, subscription.paymentMethod, at, terms);
  }
}

/** Closes an invoice that asks for nothing; says whether it was one. */
export function settleWithoutCharge(invoice: InvoiceState, at: Millis): boolean {
  if (amountDue(invoice) > 0n) return false;
  markPaid(invoice, at);
  return true;
}

/** Tries once to collect an invoice, and plans what follows. */
export function charge(
  account: Account,
  invoice: InvoiceState,
  method: PaymentMethodState,
  at: Millis,
  terms: BillingTerms,
): void {
  const attempted = attempt(account, method, at, terms);
  recordAttempt(invoice, method, attempted, at);
  if (attempted.kind === 'fails' || attempted.kind === 'requires_action') planRetry(invoice, at, terms);
}

/** Counts a refusal, and plans the next try while there is one left. */
function planRetry(invoice: InvoiceState, at: Millis, terms: BillingTerms): void {
  const wait = terms.retryAfterDays[invoice.refusals];
  invoice.refusals += 1;
  invoice.next = wait === undefined ? null : { action: 'retry', at: at + wait * DAY };
}

/** Writes down what became of a try to collect an invoice. What is planned for one that was refused stays. */
export function recordAttempt(
  invoice: InvoiceState,
  { id: paymentMethod, method }: PaymentMethodState,
  attempted: Attempt,
  at: Millis,
): void {
  const charged = { method, paymentMethod, attemptedAt: at };
  invoice.clientSecret = null;
  switch (attempted.kind) {
    case 'succeeds':
      invoice.payment = { ...charged, status: 'succeeded', failure: null };
      markPaid(invoice, at);
      return;
    case 'settles_later':
      invoice.payment = { ...charged, status: 'processing', failure: null };
      invoice.next = { action: attempted.comesBack ? 'come_back' : 'settle', at: attempted.at };
      return;
    case 'fails':
    case 'requires_action': {
      const status = attempted.kind === 'fails' ? 'failed' : 'requires_action';
      invoice.payment = { ...charged, status, failure: attempted.failure };
    }
  }
}

/** What was under way has arrived. */
export function settle(invoice: InvoiceState, at: Millis): void {
  if (invoice.payment) invoice.payment = { ...invoice.payment, status: 'succeeded', failure: null };
  markPaid(invoice, at);
}

/**
 * What was under way was sent back by the bank: a refusal like any other. Nobody is charged again for a subscription that
 * has ended.
 */
export function comeBack(
  invoice: InvoiceState,
  subscription: SubscriptionState | undefined,
  at: Millis,
  terms: BillingTerms,
): void {
  if (invoice.payment) invoice.payment = { ...invoice.payment, status: 'failed', failure: 'contact_bank' };
  planRetry(invoice, at, terms);
  if (!subscription || subscription.endedAt !== null || subscription.status === 'unpaid') invoice.next = null;
}

function markPaid(invoice: InvoiceState, at: Millis): void {
  invoice.status = 'paid';
  invoice.paidAt = at;
  invoice.amountPaid = amountDue(invoice);
  invoice.clientSecret = null;
  invoice.next = null;
}

/** Whether an invoice is a debt that somebody should do something about: refused, or past its date. */
export function isOverdue({ status, payment, refusals, dueAt }: InvoiceState, at: Millis): boolean {
  if (status !== 'open' || payment?.status === 'processing') return false;
  return refusals > 0 || dueAt <= at;
}

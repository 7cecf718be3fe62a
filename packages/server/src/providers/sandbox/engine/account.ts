import type { Address, Invoice, InvoicePayment, Subscription } from '@billfold/contract';
import type * as v from 'valibot';
import type { PaymentFailure, TestMethod } from './paymentMethods.js';
import { period, periodStart, type Interval, type Millis, type Span } from './periods.js';
import type { TaxAmount } from './tax.js';

/** All that decides what happens next to one customer: what the engine is given, and what it gives back. */
export interface Account {
  invoicePrefix: string;
  /** How many invoices the customer was ever sent; the next one's number is one more. */
  invoicesIssued: number;
  billedTo: BilledTo;
  /** Those that have not ended. */
  subscriptions: SubscriptionState[];
  openInvoices: InvoiceState[];
}

/** Who is billed, as an invoice prints it for ever. */
export interface BilledTo {
  name: string | null;
  email: string | null;
  address: Address | null;
  taxId: string | null;
}

/** What a price asks for. It never changes, so that a subscription costs tomorrow what it cost when it was taken. */
export interface PriceTerms extends Interval {
  id: string;
  /** What invoice lines call it. */
  productName: string;
  unitAmount: bigint;
  currency: string;
  scheme: 'flat' | 'per_seat';
  taxBehavior: 'inclusive' | 'exclusive';
}

export interface SubscriptionState {
  id: string;
  version: number;
  status: Subscription['status'];
  price: PriceTerms;
  quantity: number;
  /** Null: nothing is on file. */
  paymentMethod: TestMethod | null;
  startedAt: Millis;
  /** From here on it is paid for; periods are counted from here. Null: from the start. */
  trialEndAt: Millis | null;
  /** How many periods were invoiced. The next one begins, and is invoiced, where the last one ends. */
  periodsBilled: number;
  cancelAt: Millis | null;
  canceledAt: Millis | null;
  endedAt: Millis | null;
}

/** The part of an invoice that changes after it was issued. */
export interface InvoiceState {
  id: string;
  subscription: string;
  status: Invoice['status'];
  issuedAt: Millis;
  dueAt: Millis;
  paidAt: Millis | null;
  total: bigint;
  amountPaid: bigint;
  payment: {
    status: v.InferOutput<typeof InvoicePayment>['status'];
    method: TestMethod;
    failure: PaymentFailure | null;
    attemptedAt: Millis;
  } | null;
  /** How often payment was refused. */
  refusals: number;
  /** What happens to it next without anybody's doing. */
  next: { action: InvoiceAction; at: Millis } | null;
}

/**
 * - `settle`: a debit that was under way arrives.
 * - `retry`: a refused payment is tried again.
 * - `fall_overdue`: it was to be paid by hand until then.
 */
export type InvoiceAction = 'settle' | 'retry' | 'fall_overdue';

/** An invoice with what it will always say. */
export interface IssuedInvoice extends InvoiceState {
  number: string;
  sequence: number;
  currency: string;
  period: Span;
  subtotal: bigint;
  tax: bigint;
  lines: IssuedLine[];
  taxes: TaxAmount[];
  billedTo: BilledTo;
}

export interface IssuedLine {
  id: string;
  description: string;
  quantity: number;
  unitAmount: bigint;
  amount: bigint;
  taxBehavior: 'inclusive' | 'exclusive';
  period: Span;
}

/** Where the periods of a subscription are counted from. */
export function anchorOf(subscription: Pick<SubscriptionState, 'startedAt' | 'trialEndAt'>): Millis {
  return subscription.trialEndAt ?? subscription.startedAt;
}

/** When a subscription is invoiced next, unless it ends before. At the end of a trial that is its first invoice. */
export function nextRenewalAt(subscription: SubscriptionState): Millis {
  return periodStart(anchorOf(subscription), subscription.price, subscription.periodsBilled);
}

/** The period that a subscription is in: the one invoiced last, or its trial. */
export function currentPeriod(subscription: SubscriptionState): Span {
  const { periodsBilled, startedAt, price } = subscription;
  const anchor = anchorOf(subscription);
  return periodsBilled === 0
    ? { startAt: startedAt, endAt: anchor }
    : period(anchor, price, periodsBilled - 1);
}

import type {
  Address,
  CustomerKind,
  Invoice,
  InvoicePayment,
  nextCharges,
  PaymentFailure,
  Price,
  ProrationBehavior,
  Subscription,
  TaxIdEntry,
} from '@billfold/contract';
import type * as v from 'valibot';
import type { PaymentMethodState, TestMethod } from './paymentMethods.js';
import { period, periodStart, type Interval, type Millis, type Span } from './periods.js';
import type { TaxAmount, TaxTreatment } from './tax.js';
import type { TaxIdState } from './taxIds.js';

/** All that decides what happens next to one customer: what the engine is given, and what it gives back. */
export interface Account {
  invoicePrefix: string;
  /** How many invoices the customer was ever sent; the next one's number is one more. */
  invoicesIssued: number;
  billedTo: Payer;
  /** Those that have not ended. */
  subscriptions: SubscriptionState[];
  openInvoices: InvoiceState[];
  /** The customer's credit, never negative, in the one currency that they are billed in. Invoices take from it first. */
  balance: bigint;
  /** How the next charge ends, whatever it is charged to. The charge that it decides sets it back to `usual`. */
  nextCharge: NextCharge;
}

export type NextCharge = (typeof nextCharges)[number];

/** Who is billed, as an invoice prints it for ever. */
export interface BilledTo {
  kind: CustomerKind;
  name: string | null;
  email: string | null;
  phone: string | null;
  address: Address | null;
  purchaseOrder: string | null;
  taxIds: TaxIdEntry[];
}

/** Who is billed next, with what decides on their tax. */
export interface Payer extends BilledTo {
  taxIds: TaxIdState[];
}

/** What a price asks for. It never changes, so that a subscription costs tomorrow what it cost when it was taken. */
export interface PriceTerms extends Interval {
  id: string;
  product: string;
  /** What invoice lines call it. */
  productName: string;
  unitAmount: bigint;
  currency: string;
  scheme: Price['scheme'];
  /** The steps of a `graduated` price, in order, the last one without an end; null for the others. */
  tiers: PriceTierTerms[] | null;
  taxBehavior: 'inclusive' | 'exclusive';
}

export interface PriceTierTerms {
  /** The last seat of the step; null for the step without an end. */
  upTo: number | null;
  unitAmount: bigint;
  /** Charged once as soon as the step is reached. */
  flatAmount: bigint;
}

/** What a coupon takes off, from what and for how long. Exactly one of `percentOff` and `amountOff` is present. */
export interface CouponTerms {
  id: string;
  name: string;
  percentOff: string | null;
  amountOff: bigint | null;
  /** Of `amountOff`; null with `percentOff`. */
  currency: string | null;
  duration: 'once' | 'repeating' | 'forever';
  durationInMonths: number | null;
  /** Products that it is good for; null: all. */
  products: string[] | null;
}

/** A coupon that a subscription has. */
export interface DiscountState {
  coupon: CouponTerms;
  /** The code by which it was had; null: the merchant gave it. */
  promotionCode: string | null;
  startedAt: Millis;
  /** From here on it is no longer taken off. Null: no end is known. */
  endsAt: Millis | null;
  /** Of `once`: whether an invoice has had it. */
  used: boolean;
}

/** A change of plan as it was asked for, with all that is needed to make it later exactly as it was priced. */
export interface EngineChange {
  price: PriceTerms;
  quantity: number;
  /** Of a code that was entered with it. */
  discount: DiscountState | null;
  timing: 'now' | 'period_end';
  prorationBehavior: ProrationBehavior;
  trialBehavior: 'end_trial' | 'continue_trial';
  /** The instant to which time is divided. */
  pricedAt: Millis;
}

export interface SubscriptionState {
  id: string;
  version: number;
  status: Subscription['status'];
  price: PriceTerms;
  quantity: number;
  /** What it is charged to. Null: nothing is on file. */
  paymentMethod: PaymentMethodState | null;
  startedAt: Millis;
  /** When its trial ends or ended. Null: it had none. */
  trialEndAt: Millis | null;
  /** Where the periods are counted from. It moves with the interval, a trial that is ended early and a resumption. */
  anchorAt: Millis;
  /** How many periods were invoiced since the anchor. The next one begins, and is invoiced, where the last one ends. */
  periodsBilled: number;
  /**
   * What the whole current period costs as it was bought: without what discounts took off, before exclusive tax. Time
   * that is not used is given back as a share of it.
   */
  paid: bigint;
  /** How that was taxed, and is when it is given back; null: not known, as it was before this was kept. */
  taxTreatment: TaxTreatment | null;
  discounts: DiscountState[];
  /** Lines that wait for the next invoice. */
  prorations: LineDraft[];
  /** A change that comes with the period that begins at `at`. */
  pendingChange: { price: PriceTerms; quantity: number; discount: DiscountState | null; at: Millis } | null;
  /** A change that is made as soon as its payment has gone through, and forgotten at `expiresAt`. */
  pendingPayment: {
    /** What the customer confirms it with; null while it is under way. */
    clientSecret: string | null;
    status: 'requires_action' | 'processing';
    change: EngineChange;
    /** What is charged. */
    paymentMethod: PaymentMethodState;
    amount: bigint;
    expiresAt: Millis;
    /** When it goes through by itself; null when the customer must confirm it. */
    settlesAt: Millis | null;
  } | null;
  /** Nothing is invoiced from `startsAt`, where the paid period ends, until `resumesAt`. It has begun when `status` is `paused`. */
  pause: { startsAt: Millis; resumesAt: Millis } | null;
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
  /** What of the total was taken from the customer's credit; negative where the invoice has added to it. */
  balanceApplied: bigint;
  amountPaid: bigint;
  payment: {
    status: v.InferOutput<typeof InvoicePayment>['status'];
    method: TestMethod;
    /** Which one on file; null where that was not kept yet. */
    paymentMethod: string | null;
    failure: PaymentFailure | null;
    attemptedAt: Millis;
  } | null;
  /** What a payment that `requires_action` is confirmed with; null where nobody was there to be asked. */
  clientSecret: string | null;
  /** How often payment was refused. */
  refusals: number;
  /** What happens to it next without anybody's doing. */
  next: { action: InvoiceAction; at: Millis } | null;
}

/**
 * - `settle`: a debit that was under way arrives.
 * - `come_back`: it does not: the bank has sent it back.
 * - `retry`: a refused payment is tried again.
 * - `fall_overdue`: it was to be paid by hand until then.
 */
export type InvoiceAction = 'settle' | 'come_back' | 'retry' | 'fall_overdue';

/** An invoice with what it will always say. */
export interface IssuedInvoice extends InvoiceState {
  number: string;
  sequence: number;
  currency: string;
  period: Span;
  subtotal: bigint;
  discount: bigint;
  tax: bigint;
  lines: IssuedLine[];
  taxes: TaxAmount[];
  billedTo: BilledTo;
}

export interface IssuedLine {
  id: string;
  description: string;
  quantity: number;
  /** Null where the amount is not a price times a quantity. */
  unitAmount: bigint | null;
  amount: bigint;
  /** What discounts take off this line. Tax is on what remains. */
  discount: bigint;
  taxBehavior: 'inclusive' | 'exclusive';
  /** How it is taxed where that is settled already; null: as the customer is when it is invoiced. */
  taxTreatment: TaxTreatment | null;
  period: Span | null;
  /** Whether it settles a change in the middle of a period. */
  proration: boolean;
}

/** A line before it stands on an invoice. */
export type LineDraft = Omit<IssuedLine, 'id'>;

/** When a subscription is invoiced next, unless it ends before. At the end of a trial that is its first invoice. */
export function nextRenewalAt(subscription: SubscriptionState): Millis {
  const { pause, anchorAt, price, periodsBilled } = subscription;
  return pause?.resumesAt ?? periodStart(anchorAt, price, periodsBilled);
}

/** The period that a subscription is in: the one invoiced last, its trial, or its pause. */
export function currentPeriod(subscription: SubscriptionState): Span {
  const { status, pause, anchorAt, price, periodsBilled, startedAt } = subscription;
  if (status === 'paused' && pause) return { startAt: pause.startsAt, endAt: pause.resumesAt };
  if (periodsBilled === 0) return { startAt: startedAt, endAt: anchorAt };
  return period(anchorAt, price, periodsBilled - 1);
}

/** What remains of an invoice when the customer's credit was taken off: what there is to charge. */
export function amountDue({ total, balanceApplied }: Pick<InvoiceState, 'total' | 'balanceApplied'>): bigint {
  return total - balanceApplied;
}

import * as v from 'valibot';
import { Money } from './money.js';
import { pageInput, pageOf } from './page.js';
import { Id, ProviderId } from './text.js';
import { Instant, Period } from './time.js';

/** The states of an invoice, in Stripe's words. Drafts are never shown to customers. */
export const invoiceStatuses = ['open', 'paid', 'void', 'uncollectible'] as const;

/** How a charge was refused, in groups that say what to do and nothing that accuses. */
export const paymentFailures = [
  'insufficient_funds',
  'card_expired',
  'authentication_required',
  'contact_bank',
  'try_another_method',
] as const;

export type PaymentFailure = (typeof paymentFailures)[number];

/** A payment method as it is named to people. Never a number: brand and last four digits only. */
export const PaymentMethodName = v.object({
  /** `other`: something that this version has no name for, such as a wallet; `brand` is what the provider calls it. */
  type: v.picklist(['card', 'sepa_debit', 'other']),
  /** `visa`, `mastercard`, …; null for a debit. */
  brand: v.nullable(v.string()),
  /** Null where there are none, as for a wallet. */
  last4: v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{4}$/))),
});
export type PaymentMethodName = v.InferOutput<typeof PaymentMethodName>;

/** What became of the latest try to collect an invoice. */
export const InvoicePayment = v.object({
  status: v.picklist(['processing', 'requires_action', 'failed', 'succeeded']),
  method: v.nullable(PaymentMethodName),
  failure: v.nullable(v.picklist(paymentFailures)),
  attemptedAt: Instant,
  /** When it is tried again without anybody's doing; null when it is not. */
  nextAttemptAt: v.nullable(Instant),
});

/** What a customer was asked to pay. */
export const Invoice = v.object({
  id: Id('in'),
  /** Unique, gapless for one customer, never reused. */
  number: v.string(),
  subscription: v.nullable(Id('sub')),
  status: v.picklist(invoiceStatuses),
  issuedAt: Instant,
  dueAt: Instant,
  paidAt: v.nullable(Instant),
  voidedAt: v.nullable(Instant),
  /** The time that the invoice is for. */
  period: Period,
  /** Sum of the lines before discounts and before exclusive tax. */
  subtotal: Money,
  discount: Money,
  /** All tax, also where it is part of the prices. */
  tax: Money,
  /** Total of the invoice: subtotal - discount + exclusive tax. Negative where it is a credit. */
  total: Money,
  /** What of the total was taken from the customer's credit; negative where the invoice has added to it. */
  balanceApplied: Money,
  amountPaid: Money,
  /** What is still to be paid: 0 once it is paid, void or uncollectible. */
  amountRemaining: Money,
  amountRefunded: Money,
  /** The latest try to collect it; null when there was none, for example at a total of zero. */
  payment: v.nullable(InvoicePayment),
  /** Whether `getInvoicePdf` and `getInvoiceReceipt` have a document to give. A receipt exists only for what was paid. */
  documents: v.object({ invoice: v.boolean(), receipt: v.boolean() }),
});
export type Invoice = v.InferOutput<typeof Invoice>;

/** One line of an invoice. */
export const InvoiceLine = v.object({
  id: Id('il'),
  description: v.string(),
  quantity: v.pipe(v.number(), v.integer()),
  unitAmount: v.nullable(Money),
  /** Before tax where tax is exclusive. Lines add up to the subtotal exactly. */
  amount: Money,
  period: v.nullable(Period),
  /** Whether it settles a change in the middle of a period: a credit for time not used, or a charge for what is left of it. */
  proration: v.boolean(),
});
export type InvoiceLine = v.InferOutput<typeof InvoiceLine>;

/** Tax of one rate over the invoice. */
export const InvoiceTax = v.object({
  /** What the tax is called where it is due: `VAT`, `GST`, `Sales tax`. */
  name: v.string(),
  country: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))),
  /** Percent, as a decimal string: `19`, `8.875`. */
  percent: v.pipe(v.string(), v.regex(/^[0-9]+(?:\.[0-9]+)?$/)),
  inclusive: v.boolean(),
  /** Whether the customer owes it to their own tax office instead (then `amount` is zero). */
  reverseCharge: v.boolean(),
  taxableAmount: Money,
  amount: Money,
});
export type InvoiceTax = v.InferOutput<typeof InvoiceTax>;

/** An invoice with all that is printed on it. */
export const InvoiceWithLines = v.object({
  ...Invoice.entries,
  lines: v.array(InvoiceLine),
  taxes: v.array(InvoiceTax),
});
export type InvoiceWithLines = v.InferOutput<typeof InvoiceWithLines>;

export const listInvoicesSchema = {
  input: v.strictObject({
    ...pageInput,
    status: v.optional(v.picklist(invoiceStatuses)),
    /** Issued in this calendar year, UTC. */
    year: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1970), v.maxValue(9999))),
  }),
  output: pageOf(Invoice),
};

export const getInvoiceSchema = {
  input: v.strictObject({ invoice: Id('in') }),
  output: InvoiceWithLines,
};

export const exportInvoicesSchema = {
  input: v.strictObject({ year: listInvoicesSchema.input.entries.year }),
  output: v.unknown(),
};

export const exportInvoiceDocumentsSchema = {
  input: v.strictObject({ year: listInvoicesSchema.input.entries.year }),
  output: v.unknown(),
};

export const getInvoicePdfSchema = {
  input: v.strictObject({ invoice: Id('in') }),
  output: v.unknown(),
};

export const getInvoiceReceiptSchema = {
  input: v.strictObject({ invoice: Id('in') }),
  output: v.unknown(),
};

/** The next invoice of a subscription, as it would be if nothing changed until then. */
export const UpcomingInvoice = v.object({
  subscription: Id('sub'),
  issuedAt: Instant,
  period: Period,
  lines: v.array(InvoiceLine),
  taxes: v.array(InvoiceTax),
  subtotal: Money,
  discount: Money,
  tax: Money,
  total: Money,
  /** What of the total is going to be taken from the customer's credit. */
  balanceApplied: Money,
  /** What is going to be charged. */
  amountDue: Money,
  paymentMethod: v.nullable(PaymentMethodName),
});
export type UpcomingInvoice = v.InferOutput<typeof UpcomingInvoice>;

export const getUpcomingInvoiceSchema = {
  input: v.strictObject({ subscription: Id('sub') }),
  /** Null: nothing is going to be invoiced. */
  output: v.object({ invoice: v.nullable(UpcomingInvoice) }),
};

/** What became of a payment. See `SubscriptionResult` for what the states mean. */
export const InvoiceResult = v.variant('status', [
  v.object({ status: v.literal('succeeded'), invoice: Invoice }),
  v.object({ status: v.literal('requires_action'), clientSecret: v.string(), invoice: Invoice }),
  v.object({ status: v.literal('pending'), invoice: Invoice }),
]);
export type InvoiceResult = v.InferOutput<typeof InvoiceResult>;

export const payInvoiceSchema = {
  input: v.strictObject({
    invoice: Id('in'),
    /** What to charge this once; default: what its subscription is charged to. Nothing else changes. */
    paymentMethod: v.optional(ProviderId),
  }),
  output: InvoiceResult,
};

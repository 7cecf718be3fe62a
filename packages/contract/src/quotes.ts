import * as v from 'valibot';
import { InvoiceLine, InvoiceTax, PaymentMethodName } from './invoices.js';
import { Money } from './money.js';
import { Price } from './plans.js';
import { Discount } from './discounts.js';
import { Id, Line, ProviderId } from './text.js';
import { Instant } from './time.js';

/** Why a change can not be made as things are. `app`: the merchant's app says so, in its own words. */
export const blockerCodes = [
  'app',
  'payment_method_required',
  'past_due',
  'paused',
  'canceling',
  'payment_pending',
] as const;

/** Something that must be done before a change can be made. */
export const Blocker = v.object({
  code: v.picklist(blockerCodes),
  /** What to do, in the app's words, such as `Remove 5 members first.`; null for the codes that the kit has words for. */
  message: v.nullable(v.string()),
});
export type Blocker = v.InferOutput<typeof Blocker>;

/** What happens on the side, and is worth knowing. `app`: in the words of the merchant's app. */
export const QuoteWarning = v.object({
  code: v.picklist([
    'app',
    'replaces_pending_change',
    'drops_pending_payment',
    'ends_trial',
    'ends_discount',
  ]),
  message: v.nullable(v.string()),
});
export type QuoteWarning = v.InferOutput<typeof QuoteWarning>;

/**
 * What a change of plan costs, computed by the provider by the same path that makes the change. The change names the
 * quote and nothing else; what is charged then is `dueNow`, to the minor unit, or nothing at all.
 */
export const Quote = v.object({
  id: Id('qt'),
  subscription: Id('sub'),
  /** The version of the subscription that was priced. */
  subscriptionVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
  product: v.object({ id: ProviderId, name: v.string() }),
  price: Price,
  quantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** The code that was entered, as the provider spells it; null: none. */
  promotionCode: v.nullable(v.string()),
  /** Compared by what a year costs, before discounts. */
  direction: v.picklist(['upgrade', 'downgrade', 'lateral']),
  /** `now`: with the confirmation. `period_end`: when the period that is paid ends; until then it can be undone. */
  timing: v.picklist(['now', 'period_end']),
  effectiveAt: Instant,
  /** What is invoiced now or, where `dueNow` is zero and there are lines, is added to the next invoice. */
  lines: v.array(InvoiceLine),
  taxes: v.array(InvoiceTax),
  subtotal: Money,
  discount: Money,
  tax: Money,
  /** Sum of it all; negative where more is given back than charged. */
  total: Money,
  /** What of it is taken from the customer's credit. */
  balanceApplied: Money,
  /** What is added to the customer's credit. */
  creditAdded: Money,
  /** What is charged when the change is confirmed. */
  dueNow: Money,
  /** What is charged for every whole period for good: with tax as it is now, and without discounts that end. */
  recurring: v.object({
    total: Money,
    interval: Price.entries.interval,
    intervalCount: Price.entries.intervalCount,
    /** What is taken off the next period, also for a while: `nextInvoice` has it. Empty: no discount. */
    discounts: v.array(Discount),
  }),
  /** The first invoice after this one, as it would be; null when there is none to come. */
  nextInvoice: v.nullable(v.object({ issuedAt: Instant, total: Money })),
  /** When the trial ends after the change; null: there is none any more. */
  trialEndAt: v.nullable(Instant),
  /** What is charged. */
  paymentMethod: v.nullable(PaymentMethodName),
  gainedFeatures: v.array(v.string()),
  lostFeatures: v.array(v.string()),
  blockers: v.array(Blocker),
  warnings: v.array(QuoteWarning),
  /** Whether money moves with the confirmation, so that it must be asked for by name. */
  consentRequired: v.boolean(),
  /** At most 15 minutes away, by the server's clock. */
  expiresAt: Instant,
});
export type Quote = v.InferOutput<typeof Quote>;

export const previewSubscriptionChangeSchema = {
  input: v.strictObject({
    subscription: Id('sub'),
    price: ProviderId,
    /** Seats; 1 where the price is not per seat. Default: as many as there are, within the limits of the price. */
    quantity: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999))),
    promotionCode: v.optional(Line(64)),
  }),
  output: Quote,
};

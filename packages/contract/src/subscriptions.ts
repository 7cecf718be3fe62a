import * as v from 'valibot';
import { CancellationComment, CancellationReason } from './portalFeatures.js';
import { Discount } from './discounts.js';
import { PaymentMethodName, paymentFailures } from './invoices.js';
import { Money } from './money.js';
import { Price } from './plans.js';
import { Id, ProviderId } from './text.js';
import { Instant, Period } from './time.js';

/** The states of a subscription, in Stripe's words. A scheduled cancellation is not a state: see `cancelAt`. */
export const subscriptionStatuses = [
  'incomplete',
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'paused',
  'canceled',
] as const;

/** A change that is agreed on and comes later by itself, unless it is undone. */
export const PendingChange = v.object({
  product: v.object({ id: ProviderId, name: v.string() }),
  price: Price,
  quantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** What one whole period costs then, before discounts. */
  amount: Money,
  effectiveAt: Instant,
});
export type PendingChange = v.InferOutput<typeof PendingChange>;

/**
 * A change that takes effect as soon as its payment has gone through. Until then everything stays as it is, and after
 * `expiresAt` it is as if it had never been asked for.
 */
export const PendingPayment = v.object({
  /** `requires_action`: the customer must confirm it with their bank. `processing`: it is under way. */
  status: v.picklist(['requires_action', 'processing']),
  /** What the confirmation with the bank is done with; null while it is under way. */
  clientSecret: v.nullable(v.string()),
  amount: Money,
  product: v.object({ id: ProviderId, name: v.string() }),
  price: Price,
  quantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
  expiresAt: Instant,
});
export type PendingPayment = v.InferOutput<typeof PendingPayment>;

/** The oldest invoice of a subscription that should have been paid, and why it was not. */
export const OverdueInvoice = v.object({
  id: Id('in'),
  amountRemaining: Money,
  /** Null: nobody has tried to collect it, because nothing was on file. */
  failure: v.nullable(v.picklist(paymentFailures)),
  method: v.nullable(PaymentMethodName),
  attemptedAt: v.nullable(Instant),
  /** When it is tried again without anybody's doing; null when it is not. */
  nextAttemptAt: v.nullable(Instant),
});
export type OverdueInvoice = v.InferOutput<typeof OverdueInvoice>;

/** A customer's agreement to pay for a product, again and again. */
export const Subscription = v.object({
  id: Id('sub'),
  /** Changes with every change of the subscription. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  status: v.picklist(subscriptionStatuses),
  product: v.object({ id: ProviderId, name: v.string() }),
  price: Price,
  /** Seats where the price is per seat, else 1. */
  quantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** What one whole period costs before discounts; tax is added unless the price includes it. */
  amount: Money,
  currentPeriod: Period,
  /** When it is charged next; null when it is not going to be. */
  renewsAt: v.nullable(Instant),
  /** When it is going to end, or ended by a scheduled cancellation. Until then the customer keeps everything. */
  cancelAt: v.nullable(Instant),
  /** When the customer or the merchant canceled it. */
  canceledAt: v.nullable(Instant),
  endedAt: v.nullable(Instant),
  trialEndAt: v.nullable(Instant),
  startedAt: Instant,
  /** What it is charged to; null: nothing is on file. */
  paymentMethod: v.nullable(PaymentMethodName),
  /** What is taken off its invoices. */
  discounts: v.array(Discount),
  pendingChange: v.nullable(PendingChange),
  pendingPayment: v.nullable(PendingPayment),
  /**
   * Nothing is charged from `startsAt`, where the paid period ends, until `resumesAt`. `status` is `paused` once it has
   * started; before that, everything is as it was.
   */
  pause: v.nullable(v.object({ startsAt: Instant, resumesAt: Instant })),
  overdueInvoice: v.nullable(OverdueInvoice),
  /** Who bills it instead, such as an app store: then it is only shown here. `manageUrl`: where it is changed. */
  managedBy: v.nullable(v.object({ name: v.string(), manageUrl: v.nullable(v.string()) })),
});
export type Subscription = v.InferOutput<typeof Subscription>;

export const listSubscriptionsSchema = {
  input: v.strictObject({}),
  output: v.object({ data: v.array(Subscription) }),
};

export const getSubscriptionSchema = {
  input: v.strictObject({ subscription: Id('sub') }),
  output: Subscription,
};

/**
 * What became of something that may charge. `requires_action`: nothing has changed yet, the customer must confirm the
 * payment with their bank. `pending`: it is not known yet; it must not be tried again, and shows in `pendingPayment`.
 */
export const SubscriptionResult = v.variant('status', [
  v.object({ status: v.literal('succeeded'), subscription: Subscription }),
  v.object({
    status: v.literal('requires_action'),
    clientSecret: v.string(),
    subscription: Subscription,
  }),
  v.object({ status: v.literal('pending'), subscription: Subscription }),
]);
export type SubscriptionResult = v.InferOutput<typeof SubscriptionResult>;

export const changeSubscriptionSchema = {
  input: v.strictObject({ subscription: Id('sub'), quote: Id('qt') }),
  output: SubscriptionResult,
};

export const updateSubscriptionSchema = {
  input: v.strictObject({
    subscription: Id('sub'),
    /** True: it ends with the period that is paid. False: it does not, after all. */
    cancelAtPeriodEnd: v.boolean(),
    feedback: v.optional(CancellationReason),
    comment: v.optional(CancellationComment),
  }),
  output: Subscription,
};

export const pauseSubscriptionSchema = {
  input: v.strictObject({
    subscription: Id('sub'),
    /** When billing begins again: after the paid period, and within the months that the portal allows. Default: the latest. */
    resumesAt: v.optional(Instant),
  }),
  output: Subscription,
};

export const resumeSubscriptionSchema = {
  input: v.strictObject({ subscription: Id('sub') }),
  output: SubscriptionResult,
};

export const deletePendingChangeSchema = {
  input: v.strictObject({ subscription: Id('sub') }),
  output: Subscription,
};

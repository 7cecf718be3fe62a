import * as v from 'valibot';
import { PaymentMethodName } from './invoices.js';
import { Id, ProviderId } from './text.js';
import { Instant } from './time.js';

/** A subscription as it is named to people. */
export const SubscriptionName = v.object({
  id: Id('sub'),
  product: v.object({ id: ProviderId, name: v.string() }),
});
export type SubscriptionName = v.InferOutput<typeof SubscriptionName>;

/** What keeps a payment method from being removed, in the order in which it is told. */
export const removalBlocks = ['subscription', 'payment_processing', 'open_invoice'] as const;

/**
 * One reason why a payment method can not be removed now. `subscription`: it is going to be charged to it.
 * `payment_processing`: a charge to it is under way. `open_invoice`: it is the last one on file, and something is owed.
 */
export const RemovalBlock = v.object({
  reason: v.picklist(removalBlocks),
  /** The subscription that it is about, or that the invoice is of. */
  subscription: v.nullable(SubscriptionName),
  invoice: v.nullable(Id('in')),
});
export type RemovalBlock = v.InferOutput<typeof RemovalBlock>;

/** A payment method on file: how it is named to people, and what it is used for. Never a number. */
export const PaymentMethod = v.object({
  id: ProviderId,
  ...PaymentMethodName.entries,
  /** `apple_pay`, `google_pay`, `link`, …, where the card is kept in a wallet. */
  wallet: v.nullable(v.string()),
  /** Whose it is, as it was entered. */
  holder: v.nullable(v.string()),
  /** Of a debit. */
  bankName: v.nullable(v.string()),
  /** As it is printed on a card; null for what does not run out. */
  expiry: v.nullable(
    v.object({
      month: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12)),
      year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(9999)),
    }),
  ),
  /** The first instant at which the card can not be charged any more, where nothing has renewed it. */
  expiresAt: v.nullable(Instant),
  /** The agreement under which a debit is made. */
  mandate: v.nullable(v.object({ reference: v.string(), acceptedAt: Instant })),
  /** What new subscriptions are charged to. */
  isDefault: v.boolean(),
  /** The subscriptions that are charged to it, those that have not ended. */
  usedBy: v.array(SubscriptionName),
  removable: v.boolean(),
  /** Why it is not removable; empty when it is. */
  removalBlockedBy: v.array(RemovalBlock),
  createdAt: Instant,
});
export type PaymentMethod = v.InferOutput<typeof PaymentMethod>;

/** A payment method that is about to be put on file: the provider's fields are confirmed with its secret. */
export const SetupIntent = v.object({
  id: Id('seti'),
  /** Opens this one intent: keep it out of addresses and logs. */
  clientSecret: v.string(),
  createdAt: Instant,
});
export type SetupIntent = v.InferOutput<typeof SetupIntent>;

/**
 * What became of a payment method that was confirmed. `pending`: the bank has not said yet, and it is on file as soon as
 * it does. `requires_action`: the customer has not finished the step of their bank.
 */
export const PaymentMethodResult = v.variant('status', [
  v.object({
    status: v.literal('succeeded'),
    paymentMethod: PaymentMethod,
    /** The subscriptions that are charged to it from now on, and were not before. */
    moved: v.array(SubscriptionName),
  }),
  v.object({ status: v.literal('requires_action'), clientSecret: v.string() }),
  v.object({ status: v.literal('pending') }),
]);
export type PaymentMethodResult = v.InferOutput<typeof PaymentMethodResult>;

/** Whose charges follow the default method: all subscriptions that have not ended, or those that are named. */
const Subscriptions = v.optional(
  v.union([v.literal('all'), v.pipe(v.array(Id('sub')), v.maxLength(100))]),
  'all',
);

export const listPaymentMethodsSchema = {
  input: v.strictObject({}),
  /** The default one first, then the newest. */
  output: v.object({ data: v.array(PaymentMethod) }),
};

export const createSetupIntentSchema = { input: v.strictObject({}), output: SetupIntent };

export const addPaymentMethodSchema = {
  input: v.strictObject({
    setupIntent: Id('seti'),
    /** Whether it becomes the default. The first one on file does in any case. */
    makeDefault: v.optional(v.boolean(), false),
    /** Of a new default: what is charged to it from now on. */
    subscriptions: Subscriptions,
  }),
  output: PaymentMethodResult,
};

export const setDefaultPaymentMethodSchema = {
  input: v.strictObject({ paymentMethod: ProviderId, subscriptions: Subscriptions }),
  output: v.object({ paymentMethod: PaymentMethod, moved: v.array(SubscriptionName) }),
};

export const removePaymentMethodSchema = {
  input: v.strictObject({ paymentMethod: ProviderId }),
  output: v.null(),
};

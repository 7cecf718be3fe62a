import * as v from 'valibot';
import { Money } from './money.js';
import { Price } from './plans.js';
import { Id } from './text.js';
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

/** A customer's agreement to pay for a product, again and again. */
export const Subscription = v.object({
  id: Id('sub'),
  /** Changes with every change of the subscription. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  status: v.picklist(subscriptionStatuses),
  product: v.object({ id: Id('prod'), name: v.string() }),
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

import * as v from 'valibot';
import { CancellationComment, CancellationReason } from './portalFeatures.js';
import { Coupon } from './discounts.js';
import { Money } from './money.js';
import { Subscription } from './subscriptions.js';
import { Id } from './text.js';
import { Instant } from './time.js';

/** What somebody who wants to go may have instead, told together with the way to cancel and never before it. */
export const RetentionOffer = v.object({
  coupon: Coupon,
  /** The next invoice with the coupon; null when there is none to come. */
  nextInvoice: v.nullable(v.object({ issuedAt: Instant, total: Money })),
});
export type RetentionOffer = v.InferOutput<typeof RetentionOffer>;

/** What happens when a subscription is canceled as things are, before anybody has decided anything. */
export const CancellationPreview = v.object({
  subscription: Id('sub'),
  subscriptionVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** `at_period_end` is done by `updateSubscription`, `immediately` by `cancelSubscription`. */
  mode: v.picklist(['at_period_end', 'immediately']),
  /** Until then the customer keeps everything. */
  effectiveAt: Instant,
  /** Whether payments that were to be tried again are not tried any more. */
  stopsCollection: v.boolean(),
  /** What of the paid time is given back, as credit. */
  credit: Money,
  /**
   * What is due with the end, at `effectiveAt`: use and changes that no invoice has had, less what is given back and the customer's
   * credit. Of an end that is to come as things are today: what is used until then comes on top.
   */
  dueAtEnd: Money,
  /** What stays owed. It is not charged by itself. */
  outstanding: Money,
  /** A scheduled change that is dropped. */
  dropsPendingChange: v.boolean(),
  lostFeatures: v.array(v.string()),
  /** Null: nothing is offered, or it was taken already. */
  retentionOffer: v.nullable(RetentionOffer),
});
export type CancellationPreview = v.InferOutput<typeof CancellationPreview>;

export const previewCancellationSchema = {
  input: v.strictObject({ subscription: Id('sub') }),
  output: CancellationPreview,
};

const why = {
  feedback: v.optional(CancellationReason),
  comment: v.optional(CancellationComment),
};

export const cancelSubscriptionSchema = {
  input: v.strictObject({ subscription: Id('sub'), ...why }),
  output: Subscription,
};

export const acceptRetentionOfferSchema = {
  input: v.strictObject({ subscription: Id('sub'), ...why }),
  output: Subscription,
};

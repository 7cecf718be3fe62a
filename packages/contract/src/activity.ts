import * as v from 'valibot';
import { Money } from './money.js';
import { pageInput, pageOf } from './page.js';
import { Id } from './text.js';
import { Instant } from './time.js';

/** What customers are shown of what was done to their billing. */
export const activityTypes = [
  'plan_changed',
  'quantity_changed',
  'change_scheduled',
  'change_undone',
  'subscription_started',
  'cancellation_scheduled',
  'cancellation_undone',
  'subscription_canceled',
  'subscription_paused',
  'subscription_resumed',
  'subscription_updated',
  'discount_added',
  'payment_method_added',
  'payment_method_removed',
  'default_payment_method_changed',
  'billing_details_updated',
  'tax_id_added',
  'tax_id_removed',
  'invoice_paid',
  'payment_failed',
  'portal_opened',
] as const;
export type ActivityType = (typeof activityTypes)[number];

/**
 * One line of a customer's activity: the merchant's audit log tells the same story, in more detail. Values are words to be shown
 * (names of plans, numbers of invoices), or stand for words that a page has of its own (`visa 4242`, `month`, `purchaseOrder`);
 * never ids.
 */
export const ActivityEntry = v.object({
  id: Id('aud'),
  type: v.picklist(activityTypes),
  at: Instant,
  /** `customer`: in a portal of theirs. `merchant`: the business. `automatic`: nobody, time had come. */
  by: v.picklist(['customer', 'merchant', 'automatic']),
  /** Who sat at the keyboard, where the session tells. */
  actorName: v.nullable(v.string()),
  /**
   * What it was done to, as people call it: the product's name, the invoice's number, a coupon's name, a tax id, and of a payment
   * method the brand (or kind) and last digits as billing spells them: `visa 4242`, `sepa_debit 4242`. Of
   * `billing_details_updated` the fields and not what is in them: `address, purchaseOrder`. Null: not known any more.
   */
  subject: v.nullable(v.string()),
  /**
   * What it was before, and is now, where one value tells it: names of plans, of one plan its intervals (`month`, `year`), numbers
   * of seats, what a subscription is charged to.
   */
  before: v.nullable(v.string()),
  after: v.nullable(v.string()),
  amount: v.nullable(Money),
  /** From when it counts, where that is not at once. */
  effectiveAt: v.nullable(Instant),
});
export type ActivityEntry = v.InferOutput<typeof ActivityEntry>;

export const listActivitySchema = { input: v.strictObject(pageInput), output: pageOf(ActivityEntry) };

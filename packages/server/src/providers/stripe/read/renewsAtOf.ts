import type { Subscription } from '@billfold/contract';
import type Stripe from 'stripe';
import { methodOf } from './methodOf.js';
import { periodOfItems, type Pause } from './toPause.js';

/** By what it is decided when a subscription is charged next. */
export interface FactsOfRenewal {
  customer: Stripe.Customer | null;
  status: Subscription['status'];
  pause: Pause | null;
  /** In seconds. */
  cancelAt: number | null;
}

/** When it is charged next, in seconds. What has ended, is unpaid or was never paid for is not charged by itself. */
export function renewsAtOf(
  subscription: Stripe.Subscription,
  { customer, status, pause, cancelAt }: FactsOfRenewal,
): number | null {
  if (subscription.ended_at !== null || ['canceled', 'incomplete', 'unpaid'].includes(status)) return null;
  if (lapses(subscription, customer)) return null;
  const next = pause === null ? periodOfItems(subscription).end : pause.resumesAt;
  return next === null || (cancelAt !== null && cancelAt <= next) ? null : next;
}

/**
 * Whether a trial is going to end, or to pause, instead of being charged: so merchants can have it of those who have put nothing
 * on file. It is no `cancelAt`, because nobody has canceled, and nobody could undo it but by putting something on file.
 */
export function lapses(subscription: Stripe.Subscription, customer: Stripe.Customer | null): boolean {
  const { status, collection_method, trial_settings } = subscription;
  if (status !== 'trialing' || collection_method === 'send_invoice') return false;
  const missing = trial_settings?.end_behavior.missing_payment_method;
  return (missing === 'cancel' || missing === 'pause') && methodOf(subscription, customer) === null;
}

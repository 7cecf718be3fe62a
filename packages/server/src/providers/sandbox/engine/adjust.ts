import { BillfoldError } from '../../../errors.js';
import type { Account, DiscountState } from './account.js';
import { takeDiscount } from './discounts.js';
import { draftOf, isPaying, progressOf, settledSubscription, type Progress } from './draft.js';
import type { TestMethod } from './paymentMethods.js';
import type { Millis } from './periods.js';
import type { Step } from './step.js';

/**
 * Gives a subscription a discount, from its next invoice on.
 * @throws BillfoldError `subscription_state`
 */
export function applyDiscount(given: Account, id: string, discount: DiscountState, now: Millis): Step {
  const draft = draftOf(given);
  const subscription = settledSubscription(draft, id);
  takeDiscount(draft, subscription, discount, now);
  subscription.pendingPayment = null;
  subscription.version += 1;
  return { progress: progressOf(draft), outcome: { status: 'succeeded' }, invoice: null };
}

/**
 * Charges subscriptions to something else from now on. What waits for the bank of the one before is forgotten; what is
 * under way is not.
 *
 * @param ids null: all that have not ended.
 */
export function changePaymentMethod(
  given: Account,
  ids: readonly string[] | null,
  paymentMethod: TestMethod | null,
): Progress {
  const draft = draftOf(given);
  for (const subscription of draft.account.subscriptions) {
    if (ids !== null && !ids.includes(subscription.id)) continue;
    subscription.paymentMethod = paymentMethod;
    if (!isPaying(subscription)) subscription.pendingPayment = null;
    subscription.version += 1;
  }
  return progressOf(draft);
}

/**
 * Drops a change that was scheduled.
 * @throws BillfoldError `subscription_state` when none was, or it has come true.
 */
export function deletePendingChange(given: Account, id: string, now: Millis): Step {
  const draft = draftOf(given);
  const subscription = settledSubscription(draft, id);
  if (!subscription.pendingChange || now >= subscription.pendingChange.at)
    throw new BillfoldError('subscription_state');
  subscription.pendingChange = null;
  subscription.pendingPayment = null;
  subscription.version += 1;
  return { progress: progressOf(draft), outcome: { status: 'succeeded' }, invoice: null };
}

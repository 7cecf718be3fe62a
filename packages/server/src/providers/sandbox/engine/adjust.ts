import { BillfoldError } from '../../../errors.js';
import type { Account, DiscountState, SubscriptionState } from './account.js';
import { takeDiscount } from './discounts.js';
import { draftOf, isPaying, progressOf, settledSubscription, type Progress } from './draft.js';
import type { PaymentMethodState } from './paymentMethods.js';
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
 * Charges subscriptions to something else from now on: those that are not charged to it already. What waits for the bank
 * of the one before is forgotten; what is under way is not.
 */
export function changePaymentMethod(
  given: Account,
  ids: readonly string[],
  paymentMethod: PaymentMethodState | null,
): Progress {
  const draft = draftOf(given);
  chargeTo(
    draft.account.subscriptions.filter(({ id }) => ids.includes(id)),
    paymentMethod,
  );
  return progressOf(draft);
}

/**
 * Takes a payment method away. What is charged to it is charged to `next` from now on, and a payment that waits to be
 * confirmed with it is refused.
 */
export function removePaymentMethod(given: Account, id: string, next: PaymentMethodState | null): Progress {
  const draft = draftOf(given);
  chargeTo(
    draft.account.subscriptions.filter(({ paymentMethod }) => paymentMethod?.id === id),
    next,
  );
  for (const invoice of draft.account.openInvoices) {
    if (invoice.payment?.paymentMethod !== id || invoice.clientSecret === null) continue;
    invoice.payment = { ...invoice.payment, status: 'failed' };
    invoice.clientSecret = null;
  }
  return progressOf(draft);
}

function chargeTo(subscriptions: SubscriptionState[], paymentMethod: PaymentMethodState | null): void {
  for (const subscription of subscriptions) {
    if (subscription.paymentMethod?.id === paymentMethod?.id) continue;
    subscription.paymentMethod = paymentMethod;
    if (!isPaying(subscription)) subscription.pendingPayment = null;
    subscription.version += 1;
  }
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

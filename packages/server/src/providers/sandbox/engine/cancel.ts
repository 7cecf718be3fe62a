import { BillfoldError } from '../../../errors.js';
import { nextRenewalAt, type Account, type SubscriptionState } from './account.js';
import { draftOf, settledSubscription, progressOf, type Draft } from './draft.js';
import { sum } from './money.js';
import type { Millis } from './periods.js';
import { unusedTime } from './proration.js';
import { end, openInvoicesOf, outstandingOf } from './standing.js';
import type { Step } from './step.js';

export interface EngineCancellation {
  /** `period_end`: with what is paid. What is not paid, or not charged, ends at once all the same. */
  at: 'now' | 'period_end';
  /** Of one that is made now: whether the unused time is given back as credit. */
  prorationBehavior: 'none' | 'create_prorations';
  now: Millis;
}

export interface CancelStep extends Step {
  /** What is added to the customer's credit. */
  credit: bigint;
  /** What stays owed. Nobody is charged for it. */
  outstanding: bigint;
  effectiveAt: Millis;
  /** Whether a payment was to be tried again, and is not. */
  stopsCollection: boolean;
}

/**
 * Ends a subscription. A scheduled change, a pause and a payment that waits are dropped. A preview is this very function,
 * thrown away.
 *
 * @throws BillfoldError `subscription_state`, also while a payment of a change is under way.
 */
export function cancelSubscription(
  given: Account,
  id: string,
  { at, prorationBehavior, now }: EngineCancellation,
): CancelStep {
  const draft = draftOf(given);
  const subscription = settledSubscription(draft, id);
  const isPaid = subscription.status === 'active' || subscription.status === 'trialing';
  const stopsCollection = openInvoicesOf(draft.account, subscription).some(
    ({ next }) => next?.action === 'retry',
  );
  const waitsForEnd = at === 'period_end' && isPaid;
  if (waitsForEnd && subscription.cancelAt !== null) throw new BillfoldError('subscription_state');

  subscription.canceledAt = now;
  if (waitsForEnd) {
    dropPlans(subscription);
    subscription.cancelAt = nextRenewalAt(subscription);
    subscription.version += 1;
  } else {
    if (prorationBehavior === 'create_prorations') giveBack(draft, subscription, now);
    end(draft, subscription, now, null);
  }
  const credit = sum(draft.issued.map(({ balanceApplied }) => (balanceApplied < 0n ? -balanceApplied : 0n)));
  return {
    progress: progressOf(draft),
    outcome: { status: 'succeeded' },
    invoice: draft.issued[0] ?? null,
    credit,
    outstanding: outstandingOf(draft.account, subscription),
    effectiveAt: waitsForEnd ? subscription.cancelAt! : now,
    stopsCollection: stopsCollection && !waitsForEnd,
  };
}

function dropPlans(subscription: SubscriptionState): void {
  subscription.pendingChange = null;
  subscription.pendingPayment = null;
  subscription.pause = null;
}

/** Gives unused time back, unless the customer owes: time that was not paid for is nothing to give back. */
function giveBack(draft: Draft, subscription: SubscriptionState, now: Millis): void {
  if (subscription.status !== 'active' || outstandingOf(draft.account, subscription) > 0n) return;
  const credit = unusedTime(subscription, now);
  if (credit) subscription.prorations = [...subscription.prorations, credit];
}

/**
 * Takes a scheduled end back.
 * @throws BillfoldError `subscription_state` when it was not going to end.
 */
export function keepSubscription(given: Account, id: string, now: Millis): Step {
  const draft = draftOf(given);
  const subscription = settledSubscription(draft, id);
  const { cancelAt } = subscription;
  if (cancelAt === null || now >= cancelAt) throw new BillfoldError('subscription_state');
  dropPlans(subscription);
  subscription.cancelAt = null;
  subscription.canceledAt = null;
  subscription.version += 1;
  return { progress: progressOf(draft), outcome: { status: 'succeeded' }, invoice: null };
}

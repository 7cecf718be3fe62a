import { BillfoldError } from '../../../errors.js';
import { nextRenewalAt, type Account, type IssuedInvoice, type SubscriptionState } from './account.js';
import { keepIfPaid } from './charged.js';
import { draftOf, settledSubscription, progressOf, type Draft } from './draft.js';
import type { Millis } from './periods.js';
import { beginPeriod, countPeriodsFrom } from './renewal.js';
import type { Step, StepOptions } from './step.js';

/**
 * Stops invoices from the end of the paid period until `resumesAt`. A scheduled change is dropped.
 *
 * @throws BillfoldError `subscription_state` where nothing is paid, or it ends; `invalid_request` when it would resume before
 * it has stopped.
 */
export function pauseSubscription(given: Account, id: string, resumesAt: Millis, now: Millis): Step {
  const draft = draftOf(given);
  const subscription = settledSubscription(draft, id);
  const { status, cancelAt, pause } = subscription;
  if (status !== 'active' || cancelAt !== null || pause) throw new BillfoldError('subscription_state');
  const startsAt = nextRenewalAt(subscription);
  if (resumesAt <= startsAt || now >= startsAt) {
    const message = `must be after ${new Date(startsAt).toISOString()}, where the paid period ends`;
    throw new BillfoldError('invalid_request', { fields: [{ path: 'resumesAt', message }] });
  }
  subscription.pause = { startsAt, resumesAt };
  subscription.pendingChange = null;
  subscription.pendingPayment = null;
  subscription.version += 1;
  return { progress: progressOf(draft), outcome: { status: 'succeeded' }, invoice: null };
}

/**
 * Ends a pause. One that has not begun is taken back and costs nothing; otherwise a new period begins and is charged, or
 * the pause goes on.
 *
 * @throws BillfoldError `subscription_state` when nothing is paused, `payment_method_required`.
 */
export function resumeSubscription(given: Account, id: string, now: Millis, options: StepOptions): Step {
  const draft = draftOf(given);
  const subscription = settledSubscription(draft, id);
  const { status, pause, price, quantity } = subscription;
  if (!pause) throw new BillfoldError('subscription_state');
  if (status !== 'paused') {
    subscription.pause = null;
    subscription.pendingPayment = null;
    subscription.version += 1;
    return { progress: progressOf(draft), outcome: { status: 'succeeded' }, invoice: null };
  }
  const invoice = beginResumption(draft, subscription, now, now);
  const asItIs = {
    price,
    quantity,
    discount: null,
    timing: 'now',
    prorationBehavior: 'always_invoice',
    trialBehavior: 'end_trial',
    pricedAt: now,
  } as const;
  return keepIfPaid(draft, subscription, asItIs, invoice, now, options);
}

/** Begins the first period after a pause in a draft. It is invoiced and not collected. */
export function beginResumption(
  draft: Draft,
  subscription: SubscriptionState,
  anchorAt: Millis,
  issuedAt: Millis,
): IssuedInvoice {
  subscription.pendingPayment = null;
  subscription.version += 1;
  countPeriodsFrom(subscription, anchorAt);
  return beginPeriod(draft, subscription, issuedAt);
}

import type Stripe from 'stripe';
import { booleanOf, numberOf, textOf, type Params } from '../params.js';
import { invalid } from '../StripeFault.js';

/**
 * Plans an end, or takes it back. `cancel_at_period_end` floats with the earliest period; the other ways of saying "with
 * the period" become an instant at once.
 */
export function cancelLater(subscription: Stripe.Subscription, params: Params, now: number): void {
  updateDetails(subscription, params);
  const atPeriodEnd = booleanOf(params.cancel_at_period_end, 'cancel_at_period_end');
  if (atPeriodEnd !== undefined && params.cancel_at)
    throw invalid('You may only specify one of these parameters: cancel_at, cancel_at_period_end.');
  const ends = subscription.items.data.map((item) => item.current_period_end);
  if (atPeriodEnd === true) plan(subscription, Math.min(...ends), true, now);
  else if (atPeriodEnd === false || params.cancel_at === '') {
    Object.assign(subscription, { cancel_at: null, cancel_at_period_end: false, canceled_at: null });
    Object.assign(subscription.cancellation_details!, { reason: null, feedback: null, comment: null });
  } else if (params.cancel_at === 'min_period_end') plan(subscription, Math.min(...ends), false, now);
  else if (params.cancel_at !== undefined && !/^\d+$/.test(String(params.cancel_at)))
    plan(subscription, Math.max(...ends), false, now);
  else if (params.cancel_at !== undefined) {
    const at = numberOf(params.cancel_at, 'cancel_at')!;
    if (at <= now) throw invalid('`cancel_at` must be in the future.', { param: 'cancel_at' });
    plan(subscription, at, false, now);
  }
}

function plan(subscription: Stripe.Subscription, at: number, atPeriodEnd: boolean, now: number): void {
  subscription.cancel_at = at;
  subscription.cancel_at_period_end = atPeriodEnd;
  subscription.canceled_at = now;
  subscription.cancellation_details!.reason = 'cancellation_requested';
}

/** Takes over what somebody says about why. */
export function updateDetails(subscription: Stripe.Subscription, params: Params): void {
  const said = params.cancellation_details as Params | undefined;
  if (!said) return;
  const details = subscription.cancellation_details!;
  if (said.feedback !== undefined) details.feedback = textOf(said.feedback, 'feedback') ?? null;
  if (said.comment !== undefined) details.comment = textOf(said.comment, 'comment') ?? null;
}

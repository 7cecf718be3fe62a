import type Stripe from 'stripe';
import { numberOf, type Params } from '../params.js';
import type { State } from '../State.js';
import { invalid } from '../StripeFault.js';
import { listOf } from './find.js';
import { addIntervals } from './periods.js';

type PauseSchedule = Stripe.SubscriptionSchedule.PauseSchedule;

/**
 * When a subscription is to be paused, and to go on: one entry at most, and an empty text for none. One that is paused
 * already needs no pause but only an end of it.
 *
 * @param before the entries that are there, which are changed by their `key`.
 */
export function pauseSchedulesFrom(
  state: State,
  value: unknown,
  subscription: Stripe.Subscription,
  before: readonly PauseSchedule[],
  now: number,
): PauseSchedule[] {
  const entries = listOf(value, 'pause_schedules');
  if (entries.length > 1)
    throw invalid('You can provide one pause schedule at most.', { param: 'pause_schedules' });
  if (entries.length > 0) refuseUnlessPausable(subscription);
  return entries.map(({ key, pause, resume }) => {
    const changed = before.find((entry) => entry.key === key);
    const pauseTerms = pause
      ? pauseFrom(pause as Params, now)
      : (changed?.pause ?? presentPause(subscription));
    const from = Math.max(pauseTerms.pause_at, now);
    const resumeTerms =
      resume === undefined
        ? (changed?.resume ?? null)
        : resume === ''
          ? null
          : resumeFrom(resume as Params, from, now);
    if (resumeTerms && resumeTerms.resume_at <= pauseTerms.pause_at)
      throw invalid('A subscription must be resumed after it was paused.', { param: 'pause_schedules' });
    return { key: key ?? state.newId('pause'), pause: pauseTerms, resume: resumeTerms };
  });
}

/** What is counted the older way, or sent as invoices, can not be paused. */
export function refuseUnlessPausable({ billing_mode, collection_method }: Stripe.Subscription): void {
  if (billing_mode.type !== 'flexible' || collection_method !== 'charge_automatically')
    throw invalid(
      'Only subscriptions in flexible billing mode that are charged automatically can be paused.',
    );
}

function pauseFrom({ pause_at, settings = {} }: Params, now: number): PauseSchedule['pause'] {
  const { bill_for, invoicing_behavior } = settings as Params;
  return {
    pause_at: instantOf(pause_at as Params, now, now),
    settings: {
      bill_for: {
        outstanding_usage_through: { type: bill_for?.outstanding_usage_through?.type ?? 'pause_at' },
        unused_time_from: { type: bill_for?.unused_time_from?.type ?? 'pause_at' },
      },
      invoicing_behavior: invoicing_behavior ?? 'pending_invoice_item',
      type: 'subscription',
    },
    status: { type: 'scheduled' },
  };
}

function presentPause({ status, status_details }: Stripe.Subscription): PauseSchedule['pause'] {
  if (status !== 'paused')
    throw invalid('Missing required param: pause_schedules[0][pause].', {
      code: 'parameter_missing',
      param: 'pause_schedules',
    });
  return {
    pause_at: status_details!.paused.transitioned_at,
    settings: null,
    status: { type: 'succeeded' },
  };
}

function resumeFrom(
  resume: Params,
  pauseAt: number,
  now: number,
): Stripe.SubscriptionSchedule.PauseSchedule.Resume {
  const { billing_cycle_anchor, payment_behavior, proration_behavior } = (resume.settings ?? {}) as Params;
  return {
    resume_at: instantOf(resume.resume_at as Params, pauseAt, now),
    settings: {
      billing_cycle_anchor: billing_cycle_anchor ?? 'resume_at',
      payment_behavior: payment_behavior ?? 'resume_on_payment_attempt',
      proration_behavior: proration_behavior ?? 'create_prorations',
    },
    status: { type: 'scheduled' },
  };
}

function instantOf({ type, timestamp, duration }: Params, from: number, now: number): number {
  if (type === 'now') return now;
  if (type === 'timestamp') return numberOf(timestamp, 'timestamp')!;
  return addIntervals(from, {
    interval: duration.interval,
    interval_count: numberOf(duration.interval_count, 'interval_count') ?? 1,
  });
}

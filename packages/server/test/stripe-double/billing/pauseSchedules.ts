import type Stripe from 'stripe';
import { numberOf, type Params } from '../params.js';
import type { State } from '../State.js';
import { invalid } from '../StripeFault.js';
import { listOf } from './find.js';
import { addIntervals } from './periods.js';

type PauseSchedule = Stripe.SubscriptionSchedule.PauseSchedule;

/** When a subscription is to be paused, and to go on: one entry at most, and an empty text for none. */
export function pauseSchedulesFrom(state: State, value: unknown, now: number): PauseSchedule[] {
  const entries = listOf(value, 'pause_schedules');
  if (entries.length > 1)
    throw invalid('You can provide one pause schedule at most.', { param: 'pause_schedules' });
  return entries.map(({ key, pause, resume }) => {
    if (!pause)
      throw invalid('Missing required param: pause_schedules[0][pause].', { param: 'pause_schedules' });
    const pauseAt = instantOf(pause.pause_at as Params, now, now);
    const { bill_for, invoicing_behavior } = (pause.settings as Params | undefined) ?? {};
    const entry: PauseSchedule = {
      key: key ?? state.newId('pause'),
      pause: {
        pause_at: pauseAt,
        settings: {
          bill_for: {
            outstanding_usage_through: { type: bill_for?.outstanding_usage_through?.type ?? 'pause_at' },
            unused_time_from: { type: bill_for?.unused_time_from?.type ?? 'pause_at' },
          },
          invoicing_behavior: invoicing_behavior ?? 'pending_invoice_item',
          type: 'subscription',
        },
        status: { type: 'scheduled' },
      },
      resume: resume ? resumeFrom(resume as Params, pauseAt, now) : null,
    };
    if (entry.resume && entry.resume.resume_at <= pauseAt)
      throw invalid('A subscription must be resumed after it was paused.', { param: 'pause_schedules' });
    return entry;
  });
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

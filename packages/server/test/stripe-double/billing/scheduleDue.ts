import type Stripe from 'stripe';
import type { State } from '../State.js';
import { settleAtEnd } from './cancelSubscription.js';
import { change } from './changed.js';
import { collect } from './collect.js';
import type { Due } from './due.js';
import { endSubscription } from './endSubscription.js';
import { enterPhase, subscriptionOfSchedule } from './enterPhase.js';
import { finalize } from './finalize.js';
import { beginPause, endPause } from './pauseSubscription.js';
import { DAY } from './periods.js';
import { release } from './schedules.js';
import { wasTold } from './wasTold.js';

/** What a schedule is going to do: a pause comes before the end of a phase, which waits until the pause is over. */
export function scheduleDue(state: State, schedule: Stripe.SubscriptionSchedule): Due[] {
  const subscription = subscriptionOfSchedule(state, schedule);
  if (schedule.status !== 'active' || !subscription) return [];
  const about = subscription.id;
  const due: Due[] = [];
  for (const { pause, resume } of schedule.pause_schedules) {
    if (pause.status.type === 'scheduled')
      due.push({ at: pause.pause_at, about, happen: (now) => pauseAsPlanned(state, schedule, pause, now) });
    else if (resume?.status.type === 'scheduled')
      due.push({
        at: resume.resume_at,
        about,
        happen: (now) => resumeAsPlanned(state, schedule, resume, now),
      });
  }
  if (subscription.status === 'paused') return due;
  if (!wasTold(state, 'subscription_schedule.expiring', schedule.id))
    due.push({
      at: schedule.phases.at(-1)!.end_date - 7 * DAY,
      about,
      happen: () => state.emit('subscription_schedule.expiring', schedule),
    });
  due.push({
    at: schedule.current_phase!.end_date,
    about,
    happen: (now) => endPhase(state, schedule, subscription, now),
  });
  return due;
}

function pauseAsPlanned(
  state: State,
  schedule: Stripe.SubscriptionSchedule,
  pause: Stripe.SubscriptionSchedule.PauseSchedule.Pause,
  now: number,
): void {
  change(state, schedule, 'subscription_schedule.updated', () => {
    pause.status = { type: 'succeeded' };
  });
  const unused = pause.settings?.bill_for.unused_time_from.type ?? 'none';
  const invoiced = pause.settings?.invoicing_behavior === 'invoice';
  beginPause(state, subscriptionOfSchedule(state, schedule)!, { unused, invoiced }, now);
}

function resumeAsPlanned(
  state: State,
  schedule: Stripe.SubscriptionSchedule,
  { settings, ...resume }: Stripe.SubscriptionSchedule.PauseSchedule.Resume,
  now: number,
): void {
  const subscription = subscriptionOfSchedule(state, schedule)!;
  if (subscription.status === 'paused')
    endPause(
      state,
      subscription,
      {
        anchor: settings.billing_cycle_anchor === 'unchanged' ? 'unchanged' : 'now',
        onlyIfPaid: settings.payment_behavior === 'resume_on_payment_success',
        prorationBehavior: settings.proration_behavior,
        prorationDate: null,
      },
      true,
      now,
    );
  const planned = schedule.pause_schedules.find((it) => it.resume?.resume_at === resume.resume_at)!.resume!;
  change(state, schedule, 'subscription_schedule.updated', () => {
    planned.status = { type: subscription.status === 'paused' ? 'pending' : 'succeeded' };
  });
}

function endPhase(
  state: State,
  schedule: Stripe.SubscriptionSchedule,
  subscription: Stripe.Subscription,
  now: number,
): void {
  const ended = schedule.phases.findIndex((it) => it.start_date === schedule.current_phase!.start_date);
  const next = schedule.phases[ended + 1];
  if (next) {
    change(state, schedule, 'subscription_schedule.updated', () => {
      schedule.current_phase = { end_date: next.end_date, start_date: next.start_date };
    });
    return enterPhase(state, subscription, next, next.proration_behavior, now);
  }
  if (schedule.end_behavior !== 'cancel') return release(state, schedule, now);
  schedule.status = 'completed';
  schedule.completed_at = now;
  schedule.current_phase = null;
  state.emit('subscription_schedule.completed', schedule);
  const invoice = settleAtEnd(state, subscription, { prorate: false, invoiceNow: true }, now);
  endSubscription(state, subscription, now, 'cancellation_requested');
  if (!invoice) return;
  finalize(state, invoice, now);
  collect(state, invoice, now);
}

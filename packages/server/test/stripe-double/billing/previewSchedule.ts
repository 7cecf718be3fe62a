import type Stripe from 'stripe';
import type { Call } from '../Handler.js';
import type { Params } from '../params.js';
import { subscriptionOfSchedule } from './enterPhase.js';
import { find } from './find.js';
import { updateSchedule } from './schedules.js';

/** Lets a schedule be as `schedule_details` says. @returns its subscription, whose next invoice is the preview. */
export function previewSchedule(call: Call): Stripe.Subscription | null {
  const { state, params } = call;
  const schedule = find(state.schedules, params.schedule, 'subscription_schedule', 'schedule');
  const details = params.schedule_details as Params | undefined;
  if (details) updateSchedule({ ...call, path: { id: schedule.id }, params: details });
  return subscriptionOfSchedule(state, schedule);
}

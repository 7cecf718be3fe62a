import type { Subscription } from '@billfold/contract';
import type Stripe from 'stripe';
import { pauseStartsAtKey } from './customerFields.js';
import { wholeOf } from './references.js';
import { toInstant } from './toInstant.js';

/** When nothing is charged, in Stripe's seconds. `resumesAt` null: until somebody ends it. */
export interface Pause {
  startsAt: number;
  resumesAt: number | null;
}

/**
 * The pause that a subscription is in or is going to have, by whichever of Stripe's ways: a schedule that pauses and resumes, a
 * pause of its collection, or the state itself.
 *
 * @param now in seconds; a pause that is over is none.
 */
export function pauseOf(subscription: Stripe.Subscription, now: number): Pause | null {
  const scheduled = scheduledPause(subscription, now);
  if (scheduled) return scheduled;
  if (subscription.pause_collection) return collectionPause(subscription, subscription.pause_collection);
  if (subscription.status !== 'paused') return null;
  const startsAt = subscription.status_details?.paused?.transitioned_at ?? periodOfItems(subscription).start;
  return { startsAt, resumesAt: null };
}

function scheduledPause(subscription: Stripe.Subscription, now: number): Pause | null {
  const schedule = wholeOf(subscription.schedule);
  if (schedule?.status !== 'active') return null;
  const { end } = periodOfItems(subscription);
  // The portal lets pauses begin a second early. One that was begun anew has lasted since what was paid was used up.
  const beginsAt = (at: number) => {
    if (at === end - 1) return end;
    return subscription.status === 'paused' ? Math.min(at, end) : at;
  };
  const pauses = schedule.pause_schedules.map(({ pause, resume }) => ({
    startsAt: beginsAt(pause.pause_at),
    resumesAt: resume?.resume_at ?? null,
  }));
  const toCome = pauses.filter(({ resumesAt }) => resumesAt === null || resumesAt > now);
  return toCome.toSorted((one, other) => one.startsAt - other.startsAt)[0] ?? null;
}

/** Stripe does not say since when. What the portal has paused says it itself; else it is since invoices were not collected. */
function collectionPause(
  subscription: Stripe.Subscription,
  { resumes_at }: Stripe.Subscription.PauseCollection,
): Pause {
  const { start, end } = periodOfItems(subscription);
  const said = Number(subscription.metadata[pauseStartsAtKey] ?? Number.NaN);
  const latest = wholeOf(subscription.latest_invoice);
  const uncollected = ['draft', 'void', 'uncollectible'].includes(latest?.status ?? '');
  return { startsAt: Number.isSafeInteger(said) ? said : uncollected ? start : end, resumesAt: resumes_at };
}

/** The period of a subscription, in seconds: items may have periods of their own, and the next one to end is charged next. */
export function periodOfItems({ items, start_date }: Stripe.Subscription): { start: number; end: number } {
  const [first] = items.data.toSorted((one, other) => one.current_period_end - other.current_period_end);
  if (!first) return { start: start_date, end: start_date };
  return { start: first.current_period_start, end: first.current_period_end };
}

/** As the contract writes it; one without an end is told by the state alone. */
export function toPause(pause: Pause | null): Subscription['pause'] {
  if (pause === null || pause.resumesAt === null) return null;
  return { startsAt: toInstant(pause.startsAt), resumesAt: toInstant(pause.resumesAt) };
}

import type Stripe from 'stripe';

/**
 * What a schedule was to do before it was told to end its subscription with the period instead. It is kept in the metadata of the
 * schedule, by the very call that tells it: nothing lies between the two, and nobody else has to remember it.
 */
export interface HeldPhases {
  /** Those that were not over, each as it is to be sent again. */
  phases: HeldPhase[];
  endBehavior: Stripe.SubscriptionScheduleUpdateParams.EndBehavior;
  /** What the subscription was charged to. */
  method: string | null;
  /** When the end was asked for, in seconds. Of one that a schedule brings Stripe does not say it. */
  canceledAt: number;
  /** When it is to end, in seconds. */
  until: number;
}

type HeldPhase = Stripe.SubscriptionScheduleUpdateParams.Phase & { start_date: number; end_date: number };

const KEY = 'billfold_held_phases_';

/** Stripe's limits: characters of a value, and keys of an object. */
const LONGEST = 500;
const MOST_KEYS = 50;

/**
 * What is sent as metadata so that a schedule holds this.
 *
 * @param before what there is of metadata, which is the merchant's.
 * @returns null: there is not room enough.
 */
export function toHeldMetadata(held: HeldPhases, before: Stripe.Metadata): Record<string, string> | null {
  // Neither spaces, which may be lost at the ends of a value, nor what may be counted as more than one character.
  const text = JSON.stringify(held).replace(/[^!-~]/g, escaped);
  const values = text.match(new RegExp(`.{1,${LONGEST}}`, 'g')) ?? [];
  const others = Object.keys(before).filter((key) => !key.startsWith(KEY));
  if (others.length + values.length > MOST_KEYS) return null;
  return {
    ...withoutHeld(before),
    ...Object.fromEntries(values.map((value, index) => [KEY + index, value])),
  };
}

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** What is sent as metadata so that a schedule holds nothing any more. */
export function withoutHeld(before: Stripe.Metadata): Record<string, string> {
  const keys = Object.keys(before).filter((key) => key.startsWith(KEY));
  return Object.fromEntries(keys.map((key) => [key, '']));
}

/** What a schedule holds; null: nothing, or it does not end its subscription any more, or somebody has planned something else since. */
export function heldIn(schedule: Stripe.SubscriptionSchedule): HeldPhases | null {
  const { status, end_behavior, metadata, phases } = schedule;
  if (status !== 'active' || end_behavior !== 'cancel' || metadata?.[`${KEY}0`] === undefined) return null;
  const values = Array.from({ length: MOST_KEYS }, (_, index) => metadata[KEY + index] ?? '');
  try {
    const held = JSON.parse(values.join('')) as HeldPhases | null;
    if (!held || !Array.isArray(held.phases)) return null;
    return phases.some(({ start_date }) => start_date >= held.until) ? null : held;
  } catch {
    // Somebody has changed it by hand.
    return null;
  }
}

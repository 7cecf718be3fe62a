const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long is waited before each try: 10 of them over about 75 hours, as Standard Webhooks advises. */
export const schedule = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** How far a wait may differ from the schedule: those who failed together should not come back together. */
const JITTER = 0.2;

/** The longest wait that a receiver can ask for: one that asks for a year would be forgotten about. */
const LONGEST_WAIT = 24 * HOUR;

/** After how long an endpoint to which nothing was delivered is switched off. */
export const FAILING_FOR = 120 * HOUR;

/**
 * Longer than any wait of the schedule. Failures that are further apart than this are not one failure: nobody has tried in
 * between.
 */
export const QUIET_FOR = 30 * HOUR;

/**
 * When a delivery is tried again whose last try was the `step`th of the schedule; null: that was the last one.
 *
 * @param retryAfter how long the receiver has asked to be left alone, in milliseconds.
 * @param random from 0 to 1.
 */
export function nextAttempt(now: Date, step: number, retryAfter: number | null, random: number): Date | null {
  const wait = schedule[step];
  if (wait === undefined) return null;
  const spread = wait * (1 + JITTER * (2 * random - 1));
  const asked = Math.min(retryAfter ?? 0, LONGEST_WAIT);
  return new Date(now.getTime() + Math.round(Math.max(spread, asked)));
}

/** Reads a `Retry-After`: seconds, or a date. @returns milliseconds; null where it says nothing that can be waited for. */
export function readRetryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const text = header.trim();
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now.getTime();
  return wait > 0 ? wait : null;
}

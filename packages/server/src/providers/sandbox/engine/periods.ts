import { addMonths } from '../../../calendar.js';

/**
 * Instants are milliseconds since 1970 in the engine: they compare, sort and can't be changed from outside. All
 * calendars are UTC, so that a billing period never depends on where a server stands or when its clocks change.
 */
export type Millis = number;

export interface Interval {
  interval: 'day' | 'week' | 'month' | 'year';
  /** Every how many of them, 1 or more. */
  intervalCount: number;
}

/** A span of time: includes its start, excludes its end. */
export interface Span {
  startAt: Millis;
  endAt: Millis;
}

export const DAY: Millis = 86_400_000;

/**
 * When the k-th period begins. It is counted from the anchor and never from the period before: what begins on
 * January 31 goes on on February 28 and comes back to March 31. A day that a month does not have is its last one.
 */
export function periodStart(anchor: Millis, { interval, intervalCount }: Interval, k: number): Millis {
  const steps = k * intervalCount;
  switch (interval) {
    case 'day':
      return anchor + steps * DAY;
    case 'week':
      return anchor + steps * 7 * DAY;
    case 'month':
      return addMonths(anchor, steps);
    case 'year':
      return addMonths(anchor, steps * 12);
  }
}

/** The k-th period, counted from 0. It ends where the next begins. */
export function period(anchor: Millis, every: Interval, k: number): Span {
  return { startAt: periodStart(anchor, every, k), endAt: periodStart(anchor, every, k + 1) };
}

/** How many periods have begun by an instant. */
export function periodsBegun(anchor: Millis, every: Interval, at: Millis): number {
  if (at < anchor) return 0;
  const longest =
    { day: DAY, week: 7 * DAY, month: 31 * DAY, year: 366 * DAY }[every.interval] * every.intervalCount;
  // Never too many: no period is longer. Then the few that shorter months and years have left out.
  let begun = Math.floor((at - anchor) / longest) + 1;
  while (periodStart(anchor, every, begun) <= at) begun += 1;
  return begun;
}

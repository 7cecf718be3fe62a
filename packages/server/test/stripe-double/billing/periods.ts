import type Stripe from 'stripe';

export const HOUR = 3_600;
export const DAY = 24 * HOUR;

export type Recurring = Pick<Stripe.Price.Recurring, 'interval' | 'interval_count'>;

export interface Period {
  start: number;
  end: number;
}

/** An instant so many intervals later; a day that a month does not have is its last one. */
export function addIntervals(at: number, { interval, interval_count }: Recurring, times = 1): number {
  const count = interval_count * times;
  if (interval === 'day') return at + count * DAY;
  if (interval === 'week') return at + count * 7 * DAY;
  const date = new Date(at * 1_000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + (interval === 'year' ? 12 * count : count));
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime() / 1_000;
}

/** The period in which an instant falls, counted from an anchor: its end is the first one after the instant. */
export function periodAt(anchor: number, recurring: Recurring, at: number): Period {
  let times = 0;
  while (addIntervals(anchor, recurring, times) > at) times -= 1;
  while (addIntervals(anchor, recurring, times + 1) <= at) times += 1;
  return { start: addIntervals(anchor, recurring, times), end: addIntervals(anchor, recurring, times + 1) };
}

/** `20 Nov 2026`, in UTC, as Stripe writes it in the lines of an invoice. */
export function dayOf(at: number): string {
  const [, day, month, year] = new Date(at * 1_000).toUTCString().split(' ');
  return `${Number(day)} ${month} ${year}`;
}

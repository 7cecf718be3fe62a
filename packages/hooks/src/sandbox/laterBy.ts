import { addMonths } from '../calendar.js';

/** How far time is moved: by days, by calendar months, or to an instant. */
export type TimeSpan = { days: number } | { months: number } | { to: string };

const DAY = 86_400_000;

/**
 * The instant that lies a span after another one, in UTC. A month later is the same day and time of the next month, or
 * its last day where it has no such day: January 31 and a month is February 28.
 */
export function laterBy(from: string, span: TimeSpan): string {
  if ('to' in span) return span.to;
  if ('months' in span) return addMonths(from, span.months);
  return new Date(Date.parse(from) + span.days * DAY).toISOString();
}

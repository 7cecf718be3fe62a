/** How far time is moved: by days, by calendar months, or to an instant. */
export type TimeSpan = { days: number } | { months: number } | { to: string };

const DAY = 86_400_000;

/**
 * The instant that lies a span after another one, in UTC. A month later is the same day and time of the next month, or
 * its last day where it has no such day: January 31 and a month is February 28.
 */
export function laterBy(from: string, span: TimeSpan): string {
  if ('to' in span) return span.to;
  const later = new Date(from);
  if ('days' in span) {
    later.setTime(later.getTime() + span.days * DAY);
  } else {
    const day = later.getUTCDate();
    later.setUTCDate(1);
    later.setUTCMonth(later.getUTCMonth() + span.months);
    const lastDay = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate();
    later.setUTCDate(Math.min(day, lastDay));
  }
  return later.toISOString();
}

import type { ActivityEntry } from '@billfold/contract';
import { formatDate } from '../../format/date.js';

/** What was done on one day. */
export interface ActivityDay {
  /** The day as it is written, in the reader's time zone. */
  day: string;
  /** Newest first, at least one. */
  entries: ActivityEntry[];
}

/** The entries by the day on which they were done where the reader is, in their order. */
export function activityDays(
  entries: readonly ActivityEntry[],
  locale: string,
  timeZone: string,
): ActivityDay[] {
  const days: ActivityDay[] = [];
  for (const entry of entries) {
    const day = formatDate(entry.at, locale, timeZone);
    const latest = days.at(-1);
    if (latest?.day === day) latest.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

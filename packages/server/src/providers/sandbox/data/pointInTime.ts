import { addMonths } from '../../../calendar.js';
import { DAY, type Millis } from '../engine/periods.js';

const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z)?$/;
const AGO = /^-\d{1,4} (?:day|week|month|year)s?(?: -\d{1,4} (?:day|week|month|year)s?)*$/;

/** Whether a text says when something happened, in the way of {@link readPointInTime}. */
export function isPointInTime(text: string): boolean {
  if (AGO.test(text)) return true;
  const date = new Date(text);
  // The calendar is asked too: JavaScript takes February 30 for March 2.
  return DATE.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, 10));
}

/**
 * A day (its first instant, UTC), an instant, or a time ago. Several times ago are taken one after the other:
 * `-4 days -6 months` is six months before the day four days ago.
 */
export function readPointInTime(text: string, now: Date): Date {
  if (!AGO.test(text)) return new Date(text);
  let at: Millis = now.getTime();
  for (const [, count, unit] of text.matchAll(/-(\d+) (day|week|month|year)/g)) {
    at = before(at, Number(count), unit!);
  }
  return new Date(at);
}

function before(at: Millis, count: number, unit: string): Millis {
  switch (unit) {
    case 'day':
      return at - count * DAY;
    case 'week':
      return at - count * 7 * DAY;
    case 'month':
      return addMonths(at, -count);
    default:
      return addMonths(at, -count * 12);
  }
}

/**
 * The same day and time of a later (or earlier) month in UTC, or the month's last day where it has no such day.
 *
 * @param instant milliseconds since 1970, as is what comes back.
 */
export function addMonths(instant: number, months: number): number {
  const date = new Date(instant);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const day = Math.min(date.getUTCDate(), daysIn(month));
  // Not `Date.UTC`, which takes the years 0 to 99 for those of the last century.
  return date.setUTCFullYear(0, month, day);
}

/** Days of a month that is counted from the year 0. */
function daysIn(month: number): number {
  // Day 0 of the next month is the last of this one.
  return new Date(new Date(0).setUTCFullYear(0, month + 1, 0)).getUTCDate();
}

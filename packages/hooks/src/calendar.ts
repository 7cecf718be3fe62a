/** Calendar months in UTC. A month that is too short for the day ends on its last day: 31 January and one is 28 February. */
export function addMonths(instant: string, months: number): string {
  const from = new Date(instant);
  const to = new Date(from);
  to.setUTCDate(1);
  to.setUTCMonth(from.getUTCMonth() + months);
  to.setUTCDate(Math.min(from.getUTCDate(), daysInMonth(to)));
  return to.toISOString();
}

/** Day 0 of the next month is the last one of this. */
function daysInMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

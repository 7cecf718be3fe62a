import { plural } from '../plural.js';

const recurrences = new Map([
  ['day', { one: 'a day', other: 'every # days' }],
  ['week', { one: 'a week', other: 'every # weeks' }],
  ['month', { one: 'a month', other: 'every # months' }],
  ['year', { one: 'a year', other: 'every # years' }],
]);

/** How often something is due, as it stands behind an amount: `a month`, `every 3 months`. */
export const recurrence = (interval: string, count: number): string =>
  plural('en', count, recurrences.get(interval) ?? { one: `a ${interval}`, other: `every # ${interval}` });

import { plural } from '../plural.js';
import { readable } from '../readable.js';
import { together } from '../together.js';

const entries = (count: number) => plural('en', count, { one: '# entry', other: '# entries' });

const details = new Map([
  ['name', 'name'],
  ['email', 'sign-in email'],
  ['kind', 'who is billed'],
  ['address', 'address'],
  ['invoiceEmails', 'invoice emails'],
  ['phone', 'phone'],
  ['purchaseOrder', 'purchase order'],
  ['taxIds', 'tax IDs'],
]);

const rhythms = new Map([
  ['day', { one: 'daily', other: 'every # days' }],
  ['week', { one: 'weekly', other: 'every # weeks' }],
  ['month', { one: 'monthly', other: 'every # months' }],
  ['year', { one: 'yearly', other: 'every # years' }],
]);

export const activity = {
  title: 'Activity',
  loading: 'Loading your activity…',
  failed: 'Your activity could not be loaded.',
  empty: 'Nothing has happened yet.',
  emptyAdvice: 'What is done to your billing will appear here.',

  /** Who did it: the customer, somebody whose name is known, the business, or the business without a name. */
  you: 'You',
  person: (name: string) => name,
  business: (name: string) => name,
  someBusiness: 'The business',

  /** How often a plan is charged: `monthly`, `every 3 months`. */
  interval: (interval: string, count: number) =>
    plural('en', count, rhythms.get(interval) ?? { one: `every ${interval}`, other: `every # ${interval}` }),
  seats: (count: number) => plural('en', count, { one: '# seat', other: '# seats' }),
  /** Which of the billing details were changed, by the names of their fields. */
  details: (fields: readonly string[]) =>
    together(
      'en',
      fields.map((field) => details.get(field) ?? readable(field)),
    ),

  showMore: (_count: number) => 'Show more',
  /** Read out when rows were added. */
  moreShown: (added: number, shown: number) =>
    `${plural('en', added, { one: '# more entry', other: '# more entries' })}, ${shown} shown`,
  moreFailed: 'More activity could not be loaded.',
  /** Below the rows; `all` when there are no others. */
  shown: (count: number, all: boolean) => (all ? entries(count) : `${count} shown`),
};

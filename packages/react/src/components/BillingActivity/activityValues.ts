import type { ActivityEntry } from '@billfold/contract';
import { paymentMethodOfText } from '../../words/paymentMethodName.js';
import type { ActivityWords } from './activityWords.js';

/** Who and what a line is about, in words; null where it is not known, or is told by another word of the line. */
export interface ActivityValues {
  who: string | null;
  subject: string | null;
  before: string | null;
  after: string | null;
}

/** What is behind the words that an entry stands for: names as the business wrote them stay what they are. */
export function activityValues(
  { type, by, actorName, subject, before, after }: ActivityEntry,
  business: string | null,
  words: Pick<ActivityWords, 'activity' | 'paymentMethods'>,
): ActivityValues {
  const say = words.activity;
  const whoOf = {
    customer: actorName === null ? say.you : say.person(actorName),
    merchant: business === null ? say.someBusiness : say.business(business),
    automatic: null,
  };
  const values = (name: (value: string) => string, what = subject) => ({
    who: whoOf[by] ?? null,
    subject: what,
    before: before && name(before),
    after: after && name(after),
  });

  switch (type) {
    case 'payment_method_added':
    case 'payment_method_removed':
    case 'default_payment_method_changed':
      return values(asWritten, subject && paymentMethodOfText(subject, words.paymentMethods));
    case 'subscription_updated':
      return values((value) => paymentMethodOfText(value, words.paymentMethods));
    case 'billing_details_updated':
      return values(asWritten, subject && say.details(subject.split(', ')));
    case 'plan_changed':
    case 'change_scheduled':
      // From one plan to another says which plan it is.
      return values(
        (value) => planValue(value, say),
        subject === before || subject === after ? null : subject,
      );
    default:
      return values(asWritten);
  }
}

const asWritten = (value: string) => value;

/** What of a plan was changed: how often it is charged (`month`, `3 month`), its seats, or the plan itself. */
function planValue(value: string, say: ActivityWords['activity']): string {
  const [, count, interval] = /^(?:(\d+) )?(day|week|month|year)$/.exec(value) ?? [];
  if (interval !== undefined) return say.interval(interval, Number(count ?? 1));
  return /^\d+$/.test(value) ? say.seats(Number(value)) : value;
}

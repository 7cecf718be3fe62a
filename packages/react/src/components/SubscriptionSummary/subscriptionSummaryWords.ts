import { discounts } from '../../words/english/discounts.js';
import { errors } from '../../words/english/errors.js';
import { managedElsewhere } from '../../words/english/managedElsewhere.js';
import { noSubscription } from '../../words/english/noSubscription.js';
import { section } from '../../words/english/section.js';
import { subscriptionStates } from '../../words/english/subscriptionStates.js';
import { subscriptionSummary } from '../../words/english/subscriptionSummary.js';

/** The words that the summary says, in English. */
export const subscriptionSummaryWords = {
  discounts,
  errors,
  managedElsewhere,
  noSubscription,
  section,
  subscriptionStates,
  subscriptionSummary,
};

export type SubscriptionSummaryWords = typeof subscriptionSummaryWords;

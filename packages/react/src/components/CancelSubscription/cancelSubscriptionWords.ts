import { cancellationReasons } from '../../words/english/cancellationReasons.js';
import { cancelSubscription } from '../../words/english/cancelSubscription.js';
import { discounts } from '../../words/english/discounts.js';
import { errors } from '../../words/english/errors.js';
import { section } from '../../words/english/section.js';

/** The words that a cancellation says, in English. */
export const cancelSubscriptionWords = {
  cancellationReasons,
  cancelSubscription,
  discounts,
  errors,
  section,
};

export type CancelSubscriptionWords = typeof cancelSubscriptionWords;

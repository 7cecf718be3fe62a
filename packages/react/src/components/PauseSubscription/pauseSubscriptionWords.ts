import { errors } from '../../words/english/errors.js';
import { managedElsewhere } from '../../words/english/managedElsewhere.js';
import { pauseSubscription } from '../../words/english/pauseSubscription.js';
import { paymentFailures } from '../../words/english/paymentFailures.js';
import { section } from '../../words/english/section.js';
import { subscriptionChoice } from '../../words/english/subscriptionChoice.js';
import { subscriptionStates } from '../../words/english/subscriptionStates.js';

/** The words that a pause is told in, in English. */
export const pauseSubscriptionWords = {
  errors,
  managedElsewhere,
  pauseSubscription,
  paymentFailures,
  section,
  subscriptionChoice,
  subscriptionStates,
};

import { cancelOpener } from '../../words/english/cancelOpener.js';
import { errors } from '../../words/english/errors.js';
import { managedElsewhere } from '../../words/english/managedElsewhere.js';
import { section } from '../../words/english/section.js';
import { cancelSubscriptionFrame } from '../../words/english/sectionFrames.js';
import { subscriptionChoice } from '../../words/english/subscriptionChoice.js';
import { subscriptionStates } from '../../words/english/subscriptionStates.js';

/** The words around a cancellation, in English. */
export const cancelSubscriptionWords = {
  cancelSubscription: { ...cancelSubscriptionFrame, ...cancelOpener },
  errors,
  managedElsewhere,
  section,
  subscriptionChoice,
  subscriptionStates,
};

export type CancelSubscriptionWords = typeof cancelSubscriptionWords;

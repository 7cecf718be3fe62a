import { cancelOpener } from '../../words/english/cancelOpener.js';
import { errors } from '../../words/english/errors.js';
import { section } from '../../words/english/section.js';
import { cancelSubscriptionFrame } from '../../words/english/sectionFrames.js';

/** The words around a cancellation, in English. */
export const cancelSubscriptionWords = {
  cancelSubscription: { ...cancelSubscriptionFrame, ...cancelOpener },
  errors,
  section,
};

export type CancelSubscriptionWords = typeof cancelSubscriptionWords;

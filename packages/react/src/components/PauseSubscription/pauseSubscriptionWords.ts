import { errors } from '../../words/english/errors.js';
import { pauseSubscription } from '../../words/english/pauseSubscription.js';
import { paymentFailures } from '../../words/english/paymentFailures.js';
import { section } from '../../words/english/section.js';

/** The words that a pause is told in, in English. */
export const pauseSubscriptionWords = { errors, pauseSubscription, paymentFailures, section };

import { activity } from '../../words/english/activity.js';
import { activitySentences } from '../../words/english/activitySentences.js';
import { errors } from '../../words/english/errors.js';
import { paymentMethods } from '../../words/english/paymentMethods.js';
import { section } from '../../words/english/section.js';

/** The words that the activity says, in English. */
export const activityWords = { activity, activitySentences, errors, paymentMethods, section };

export type ActivityWords = typeof activityWords;

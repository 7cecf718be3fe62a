import { managedElsewhere } from '../../words/english/managedElsewhere.js';
import { paymentMethods } from '../../words/english/paymentMethods.js';
import { trial } from '../../words/english/trial.js';

/** The words that a trial is told in, in English. */
export const trialWords = { managedElsewhere, paymentMethods, trial };

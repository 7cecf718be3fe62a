import { addressLabels } from '../../words/english/addressLabels.js';
import { billingDetailsForm } from '../../words/english/billingDetailsForm.js';
import { billingDetailsWords } from './billingDetailsWords.js';

/** The words that billing details are changed in, in English. */
export const billingDetailsFormWords = { ...billingDetailsWords, addressLabels, billingDetailsForm };

export type BillingDetailsFormWords = typeof billingDetailsFormWords;

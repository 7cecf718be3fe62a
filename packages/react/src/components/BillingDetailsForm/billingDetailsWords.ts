import { billingDetails } from '../../words/english/billingDetails.js';
import { errors } from '../../words/english/errors.js';
import { invoiceAmounts } from '../../words/english/invoiceAmounts.js';
import { section } from '../../words/english/section.js';
import { taxIdAdvice, taxIds, taxIdVerifications } from '../../words/english/taxIds.js';

/** The words that billing details are shown in, in English. */
export const billingDetailsWords = {
  billingDetails,
  errors,
  invoiceAmounts,
  section,
  taxIdAdvice,
  taxIds,
  taxIdVerifications,
};

export type BillingDetailsWords = typeof billingDetailsWords;

import { errors } from '../words/english/errors.js';
import { paymentFailures } from '../words/english/paymentFailures.js';
import { paymentMethodForm } from '../words/english/paymentMethodForm.js';
import { paymentMethods } from '../words/english/paymentMethods.js';
import { section } from '../words/english/section.js';

/** The words that a payment method is asked for in, in English. */
export const paymentMethodEntryWords = {
  errors,
  paymentFailures,
  paymentMethodForm,
  paymentMethods,
  section,
};

export type PaymentMethodEntryWords = typeof paymentMethodEntryWords;

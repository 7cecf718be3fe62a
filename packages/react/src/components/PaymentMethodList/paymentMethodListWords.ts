import { errors } from '../../words/english/errors.js';
import { paymentFailures } from '../../words/english/paymentFailures.js';
import { paymentMethodForm } from '../../words/english/paymentMethodForm.js';
import { paymentMethodList } from '../../words/english/paymentMethodList.js';
import { paymentMethods } from '../../words/english/paymentMethods.js';
import { section } from '../../words/english/section.js';

/** The words that the list says, in English. */
export const paymentMethodListWords = {
  errors,
  paymentFailures,
  paymentMethodForm,
  paymentMethodList,
  paymentMethods,
  section,
};

export type PaymentMethodListWords = typeof paymentMethodListWords;

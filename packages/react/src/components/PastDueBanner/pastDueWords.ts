import { errors } from '../../words/english/errors.js';
import { managedElsewhere } from '../../words/english/managedElsewhere.js';
import { pastDue } from '../../words/english/pastDue.js';
import { payInvoice } from '../../words/english/payInvoice.js';
import { paymentFailures } from '../../words/english/paymentFailures.js';
import { paymentMethods } from '../../words/english/paymentMethods.js';
import { section } from '../../words/english/section.js';

/** The words that an overdue payment is told in, in English. */
export const pastDueWords = {
  errors,
  managedElsewhere,
  pastDue,
  payInvoice,
  paymentFailures,
  paymentMethods,
  section,
};

export type PastDueWords = typeof pastDueWords;

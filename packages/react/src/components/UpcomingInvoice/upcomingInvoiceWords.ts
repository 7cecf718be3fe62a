import { errors } from '../../words/english/errors.js';
import { invoiceAmounts } from '../../words/english/invoiceAmounts.js';
import { managedElsewhere } from '../../words/english/managedElsewhere.js';
import { paymentMethods } from '../../words/english/paymentMethods.js';
import { section } from '../../words/english/section.js';
import { subscriptionChoice } from '../../words/english/subscriptionChoice.js';
import { subscriptionStates } from '../../words/english/subscriptionStates.js';
import { upcomingInvoice } from '../../words/english/upcomingInvoice.js';

/** The words that the next invoice says, in English. */
export const upcomingInvoiceWords = {
  errors,
  invoiceAmounts,
  managedElsewhere,
  paymentMethods,
  section,
  subscriptionChoice,
  subscriptionStates,
  upcomingInvoice,
};

export type UpcomingInvoiceWords = typeof upcomingInvoiceWords;

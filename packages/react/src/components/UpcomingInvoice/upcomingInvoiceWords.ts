import { errors } from '../../words/english/errors.js';
import { invoiceAmounts } from '../../words/english/invoiceAmounts.js';
import { paymentMethods } from '../../words/english/paymentMethods.js';
import { section } from '../../words/english/section.js';
import { upcomingInvoice } from '../../words/english/upcomingInvoice.js';

/** The words that the next invoice says, in English. */
export const upcomingInvoiceWords = { errors, invoiceAmounts, paymentMethods, section, upcomingInvoice };

export type UpcomingInvoiceWords = typeof upcomingInvoiceWords;

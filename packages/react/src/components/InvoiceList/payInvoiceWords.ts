import { errors } from '../../words/english/errors.js';
import { payInvoice } from '../../words/english/payInvoice.js';
import { paymentFailures } from '../../words/english/paymentFailures.js';
import { paymentMethods } from '../../words/english/paymentMethods.js';
import { section } from '../../words/english/section.js';

/** The words that an invoice is paid with, in English. */
export const payInvoiceWords = { errors, payInvoice, paymentFailures, paymentMethods, section };

export type PayInvoiceWords = typeof payInvoiceWords;

import { errors } from '../../words/english/errors.js';
import { invoiceList } from '../../words/english/invoiceList.js';
import { invoiceStates } from '../../words/english/invoiceStates.js';
import { section } from '../../words/english/section.js';

/** The words that the list says, in English. */
export const invoiceListWords = { errors, invoiceList, invoiceStates, section };

export type InvoiceListWords = typeof invoiceListWords;

import type { ReactNode } from 'react';
import { plural } from '../plural.js';

const invoices = (count: number) => plural('en', count, { one: '# invoice', other: '# invoices' });

export const invoiceList = {
  title: 'Invoices',
  /** Names the table for those who can't see it. */
  caption: 'Invoices, newest first',
  number: 'Invoice',
  date: 'Date',
  status: 'Status',
  amount: 'Amount',
  actions: 'Documents',
  loading: 'Loading invoices…',
  failed: 'Your invoices could not be loaded.',
  /** What is still to be paid, where it is not the whole amount. */
  remaining: (amount: ReactNode): ReactNode => <>{amount} left</>,
  /** What was given back of an invoice that was paid. */
  refunded: (amount: ReactNode): ReactNode => <>{amount} refunded</>,

  pdf: 'PDF',
  receipt: 'Receipt',
  /** The whole name of a button. It begins with the word that is written on it, so that it can be called by that word. */
  documentOf: (document: string, number: string) => `${document}, invoice ${number}`,
  downloading: (name: string) => `Downloading: ${name}`,
  notDownloaded: (number: string) => `Invoice ${number} was not downloaded.`,

  /** Opens the way to pay an invoice. What is charged is said there. */
  pay: 'Pay',
  payNotOpened: 'This could not be opened.',
  /** Read out when it was paid. */
  paid: (number: string) => `Invoice ${number} is paid.`,

  csv: 'CSV',
  /** The documents of all invoices, in one archive. */
  pdfs: 'PDFs',
  /** The whole name of a button that downloads many: all of them, or those of one year. */
  exportOf: (text: string, year: number | null) =>
    year === null ? `${text}, all invoices` : `${text}, invoices of ${year}`,
  notExported: 'The table was not downloaded.',
  documentsNotExported: 'The documents were not downloaded.',
  /** Where a year is chosen already. */
  tooManyOfYear: (year: number) =>
    `${year} has too many invoices for one download. Download them one by one, or as a table.`,

  showMore: (count: number) => `Show ${count} more`,
  /** Read out when rows were added. */
  moreShown: (added: number, shown: number) =>
    `${added} more ${added === 1 ? 'invoice' : 'invoices'}, ${shown} shown`,
  moreFailed: 'More invoices could not be loaded.',
  /** Below the rows; `all` when there are no others. */
  shown: (count: number, all: boolean) => (all ? invoices(count) : `${count} shown`),

  empty: 'No invoices yet.',
  emptyAdvice: 'Your invoices will appear here.',
  noMatch: 'No invoices match.',
  showAll: 'Show all invoices',

  filter: 'Show',
  filterAll: 'All invoices',
  filterByStatus: 'By status',
  filterByYear: 'By year',
  statusOpen: 'Unpaid',
  statusPaid: 'Paid',
  statusVoid: 'Void',
  statusUncollectible: 'Uncollectible',
};

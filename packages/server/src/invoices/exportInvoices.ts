import type { Invoice } from '@billfold/contract';
import type { PortalOperation } from '../operation.js';
import { invoicesCsv } from './invoicesCsv.js';
import { listAllInvoices } from './listAllInvoices.js';

export const exportInvoices: PortalOperation<'exportInvoices'> = async ({ input, billing }) => {
  const { year = null } = input;
  // All of them, however many: an export that is cut off is one that somebody trusts.
  const invoices: Invoice[] = [];
  for await (const invoice of listAllInvoices(billing, year)) invoices.push(invoice);
  const bytes = new TextEncoder().encode(await invoicesCsv(invoices));
  return { filename: year === null ? 'invoices.csv' : `invoices-${year}.csv`, bytes };
};

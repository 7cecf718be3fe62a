import type { Invoice } from '@billfold/contract';
import type { PortalOperation } from '../operation.js';
import type { CustomerBilling } from '../provider/Provider.js';
import { invoicesCsv } from './invoicesCsv.js';

export const exportInvoices: PortalOperation<'exportInvoices'> = async ({ input, billing }) => {
  const { year = null } = input;
  const bytes = new TextEncoder().encode(await invoicesCsv(await listAll(billing, year)));
  return { filename: year === null ? 'invoices.csv' : `invoices-${year}.csv`, bytes };
};

/** All of them, however many: an export that is cut off is one that somebody trusts. */
async function listAll(billing: CustomerBilling, year: number | null): Promise<Invoice[]> {
  const all: Invoice[] = [];
  for (let after: string | null = null; ;) {
    const { invoices, next } = await billing.listInvoices({ limit: 100, after, status: null, year });
    all.push(...invoices);
    if (next === null) return all;
    after = next;
  }
}

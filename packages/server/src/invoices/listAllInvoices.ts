import type { Invoice } from '@billfold/contract';
import type { CustomerBilling } from '../provider/CustomerBilling.js';

/** All invoices of a customer, or of one year, the newest first, read page by page as far as somebody asks for them. */
export async function* listAllInvoices(
  billing: Pick<CustomerBilling, 'listInvoices'>,
  year: number | null,
): AsyncGenerator<Invoice> {
  for (let after: string | null = null; ;) {
    const { invoices, next } = await billing.listInvoices({ limit: 100, after, status: null, year });
    yield* invoices;
    if (next === null) return;
    after = next;
  }
}

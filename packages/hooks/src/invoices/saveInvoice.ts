import type { Invoice, InvoiceWithLines, Page } from '@billfold/contract';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { refreshBilling } from '../subscriptions/saveSubscription.js';

/**
 * Shows an invoice as an answer has just told it, wherever it is shown, so that its row changes in place; and lets
 * everything else of the customer be asked for again.
 */
export async function saveInvoice(queryClient: QueryClient, client: Client, invoice: Invoice): Promise<void> {
  const invoices = { queryKey: billfoldKey(client, 'invoices') };
  // What is under way was asked before, and would put the old state back.
  await queryClient.cancelQueries(invoices);
  queryClient.setQueriesData<CachedInvoices>(invoices, (cached) => {
    if (!cached) return cached;
    if ('pages' in cached) return { ...cached, pages: cached.pages.map((page) => inPage(page, invoice)) };
    // The lines of an issued invoice never change.
    return 'id' in cached && cached.id === invoice.id ? { ...cached, ...invoice } : cached;
  });
  refreshBilling(queryClient, client);
}

/** What is cached under the noun: lists, single invoices, and the next one, which is none yet. */
type CachedInvoices = InfiniteData<Page<Invoice>> | InvoiceWithLines | { subscription: string } | null;

function inPage(page: Page<Invoice>, invoice: Invoice): Page<Invoice> {
  return { ...page, data: page.data.map((listed) => (listed.id === invoice.id ? invoice : listed)) };
}

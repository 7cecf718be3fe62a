import { listInvoices, type InputOf, type Invoice, type Page } from '@billfold/contract';
import { infiniteQueryOptions, type InfiniteData } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { queryDefaults } from '../queryDefaults.js';

/** Which invoices, and how many to a page (1 to 100). Where a page begins is the query's own affair. */
export type InvoicesInput = Omit<InputOf<typeof listInvoices>, 'cursor'>;

/** Infinite query options of the customer's invoices, newest first. The data is the flat list of all pages fetched so far. */
export const invoicesQuery = (client: Client, input: InvoicesInput = {}) =>
  infiniteQueryOptions({
    ...queryDefaults(),
    queryKey: billfoldKey(client, 'invoices', input),
    queryFn: ({ signal, pageParam }) =>
      client.call(listInvoices, { ...input, cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    select: flatten,
  });

/** One function for all renders, so that a long list is not made again with each of them. */
function flatten({ pages }: InfiniteData<Page<Invoice>>): Invoice[] {
  return pages.flatMap((page) => page.data);
}

'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { invoicesQuery, type InvoicesInput } from './invoicesQuery.js';

/**
 * The customer's invoices, newest first, page after page: `invoices` is all that is fetched so far, `fetchNextPage`
 * gets more where `hasNextPage`. `invoices` is undefined until the first page has arrived.
 */
export function useInvoices(input?: InvoicesInput) {
  const { client, queryClient } = useBillfold();
  const query = useInfiniteQuery(invoicesQuery(client, input), queryClient);
  return { ...query, invoices: query.data };
}

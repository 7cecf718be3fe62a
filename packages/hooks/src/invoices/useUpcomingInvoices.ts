'use client';
import { useQueries } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { upcomingInvoiceQuery } from './upcomingInvoiceQuery.js';

/**
 * The next invoices of several subscriptions, in their order, each of which arrives and fails by itself; see
 * `useUpcomingInvoice` for one.
 */
export function useUpcomingInvoices(subscriptions: readonly string[]) {
  const { client, queryClient } = useBillfold();
  const queries = useQueries(
    { queries: subscriptions.map((subscription) => upcomingInvoiceQuery(client, subscription)) },
    queryClient,
  );
  return queries.map((query) => ({ ...query, upcomingInvoice: query.data }));
}

'use client';
import { useQuery } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { upcomingInvoiceQuery } from './upcomingInvoiceQuery.js';

/**
 * The next invoice of a subscription, as it would be if nothing changed until then. `upcomingInvoice` is null when none
 * is going to come, and undefined until that is known. With `null` nothing is asked for.
 */
export function useUpcomingInvoice(subscription: string | null) {
  const { client, queryClient } = useBillfold();
  const query = useQuery(
    { ...upcomingInvoiceQuery(client, subscription ?? ''), enabled: subscription !== null },
    queryClient,
  );
  return { ...query, upcomingInvoice: query.data };
}

'use client';
import { useQuery } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { invoiceQuery } from './invoiceQuery.js';

/** One invoice with its lines and taxes. With `null` nothing is asked for, as long as no invoice is chosen. */
export function useInvoice(id: string | null) {
  const { client, queryClient } = useBillfold();
  const query = useQuery({ ...invoiceQuery(client, id ?? ''), enabled: id !== null }, queryClient);
  return { ...query, invoice: query.data };
}

'use client';
import { useQuery } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { paymentMethodsQuery } from './paymentMethodsQuery.js';

/**
 * What the customer can be charged by: the default first, then the newest. `paymentMethods` is undefined until they have
 * arrived, and empty where nothing is on file.
 */
export function usePaymentMethods() {
  const { client, queryClient } = useBillfold();
  const query = useQuery(paymentMethodsQuery(client), queryClient);
  return { ...query, paymentMethods: query.data };
}

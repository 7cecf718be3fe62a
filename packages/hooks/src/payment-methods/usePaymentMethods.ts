'use client';
import { useQuery } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { paymentMethodsQuery } from './paymentMethodsQuery.js';

/** When payment methods are asked for. */
export interface PaymentMethodsOptions {
  /** Whether to ask at all: false where this session may not see them. Default: true. */
  enabled?: boolean;
}

/**
 * What the customer can be charged by: the default first, then the newest. `paymentMethods` is undefined until they have
 * arrived, and empty where nothing is on file.
 */
export function usePaymentMethods({ enabled = true }: PaymentMethodsOptions = {}) {
  const { client, queryClient } = useBillfold();
  const query = useQuery({ ...paymentMethodsQuery(client), enabled }, queryClient);
  return { ...query, paymentMethods: query.data };
}

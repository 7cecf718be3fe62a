'use client';
import { useQuery } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { subscriptionsQuery } from './subscriptionsQuery.js';

/** The customer's subscriptions, living ones first. `subscriptions` is undefined until they have arrived, and empty on a free plan. */
export function useSubscriptions() {
  const { client, queryClient } = useBillfold();
  const query = useQuery(subscriptionsQuery(client), queryClient);
  return { ...query, subscriptions: query.data };
}

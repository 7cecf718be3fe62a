'use client';
import { useQuery } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { subscriptionsQuery } from './subscriptionsQuery.js';

/**
 * The customer's subscriptions, living ones first. `subscriptions` is undefined until they have arrived, and empty on a
 * free plan. `hasSubscription` tells whether one of them has not ended, also where somebody else bills it, and is undefined as
 * long as that is not known: what is not known is never a free plan.
 */
export function useSubscriptions() {
  const { client, queryClient } = useBillfold();
  const query = useQuery(subscriptionsQuery(client), queryClient);
  const hasSubscription = query.data?.some(({ status }) => status !== 'canceled');
  return { ...query, subscriptions: query.data, hasSubscription };
}

'use client';
import { useQuery } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { subscriptionQuery } from './subscriptionQuery.js';
import { subscriptionsQuery } from './subscriptionsQuery.js';

/**
 * One subscription. Where the list of subscriptions is there already, it is found in it, and nothing is asked for. With
 * `null` nothing is asked for either, as long as none is chosen.
 */
export function useSubscription(id: string | null) {
  const { client, queryClient } = useBillfold();
  const list = subscriptionsQuery(client).queryKey;
  const query = useQuery(
    {
      ...subscriptionQuery(client, id ?? ''),
      enabled: id !== null,
      initialData: () => queryClient.getQueryData(list)?.find((listed) => listed.id === id),
      initialDataUpdatedAt: () => queryClient.getQueryState(list)?.dataUpdatedAt,
    },
    queryClient,
  );
  return { ...query, subscription: query.data };
}

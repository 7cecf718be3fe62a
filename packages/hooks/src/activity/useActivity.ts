'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { activityQuery, type ActivityInput } from './activityQuery.js';

/**
 * What was done to the customer's billing, newest first, page after page: `activity` is all that is fetched so far,
 * `fetchNextPage` gets more where `hasNextPage`. `activity` is undefined until the first page has arrived.
 */
export function useActivity(input?: ActivityInput) {
  const { client, queryClient } = useBillfold();
  const query = useInfiniteQuery(activityQuery(client, input), queryClient);
  return { ...query, activity: query.data };
}

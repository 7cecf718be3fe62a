import { listActivity, type ActivityEntry, type InputOf, type Page } from '@billfold/contract';
import { infiniteQueryOptions, type InfiniteData } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { queryDefaults } from '../queryDefaults.js';

/** How many to a page (1 to 100). Where a page begins is the query's own affair. */
export type ActivityInput = Omit<InputOf<typeof listActivity>, 'cursor'>;

/** Infinite query options of what was done to the customer's billing, newest first. The data is the flat list of all pages fetched so far. */
export const activityQuery = (client: Client, input: ActivityInput = {}) =>
  infiniteQueryOptions({
    ...queryDefaults(),
    queryKey: billfoldKey(client, 'activity', input),
    queryFn: ({ signal, pageParam }) =>
      client.call(listActivity, { ...input, cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    select: flatten,
  });

/** One function for all renders, so that a long list is not made again with each of them. */
function flatten({ pages }: InfiniteData<Page<ActivityEntry>>): ActivityEntry[] {
  return pages.flatMap((page) => page.data);
}

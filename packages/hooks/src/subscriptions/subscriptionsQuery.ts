import { listSubscriptions } from '@billfold/contract';
import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { queryDefaults } from '../queryDefaults.js';

/** Query options of the customer's subscriptions, living ones first. The data is the list of subscriptions. */
export const subscriptionsQuery = (client: Client) =>
  queryOptions({
    ...queryDefaults(),
    queryKey: billfoldKey(client, 'subscriptions', {}),
    queryFn: async ({ signal }) => (await client.call(listSubscriptions, {}, { signal })).data,
  });

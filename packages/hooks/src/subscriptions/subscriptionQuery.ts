import { getSubscription } from '@billfold/contract';
import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { queryDefaults } from '../queryDefaults.js';

/** Query options of one subscription (`sub_…`). */
export const subscriptionQuery = (client: Client, subscription: string) =>
  queryOptions({
    ...queryDefaults(),
    queryKey: billfoldKey(client, 'subscriptions', { subscription }),
    queryFn: ({ signal }) => client.call(getSubscription, { subscription }, { signal }),
  });

import { listPlans } from '@billfold/contract';
import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { queryDefaults } from '../queryDefaults.js';

/** Query options of the plans on offer. The data is the list of plans. */
export const plansQuery = (client: Client) =>
  queryOptions({
    ...queryDefaults(),
    queryKey: billfoldKey(client, 'plans', {}),
    queryFn: async ({ signal }) => (await client.call(listPlans, {}, { signal })).data,
  });

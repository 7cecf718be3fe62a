import { listPlans, type InputOf } from '@billfold/contract';
import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { queryDefaults } from '../queryDefaults.js';

/** For which subscription (`sub_…`) it is told what is current and what can be chosen. Default: for any. */
export type PlansInput = InputOf<typeof listPlans>;

/** Query options of the plans on offer. The data is the list of plans. */
export const plansQuery = (client: Client, input: PlansInput = {}) =>
  queryOptions({
    ...queryDefaults(),
    queryKey: billfoldKey(client, 'plans', input),
    queryFn: async ({ signal }) => (await client.call(listPlans, input, { signal })).data,
  });

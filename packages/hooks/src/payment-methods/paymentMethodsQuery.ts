import { listPaymentMethods } from '@billfold/contract';
import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { queryDefaults } from '../queryDefaults.js';

/** Query options of what the customer can be charged by, the default first. The data is the list of payment methods. */
export const paymentMethodsQuery = (client: Client) =>
  queryOptions({
    ...queryDefaults(),
    queryKey: billfoldKey(client, 'payment-methods', {}),
    queryFn: async ({ signal }) => (await client.call(listPaymentMethods, {}, { signal })).data,
  });

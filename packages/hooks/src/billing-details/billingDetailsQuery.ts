import { getBillingDetails } from '@billfold/contract';
import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { queryDefaults } from '../queryDefaults.js';

/** Query options of what is going to be printed on the next invoice, and where it is sent. */
export const billingDetailsQuery = (client: Client) =>
  queryOptions({
    ...queryDefaults(),
    queryKey: billfoldKey(client, 'billing-details', {}),
    queryFn: ({ signal }) => client.call(getBillingDetails, {}, { signal }),
  });

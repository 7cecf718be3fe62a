import { getUpcomingInvoice } from '@billfold/contract';
import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { queryDefaults } from '../queryDefaults.js';

/** Query options of the next invoice of a subscription (`sub_…`); the data is null when none is going to come. */
export const upcomingInvoiceQuery = (client: Client, subscription: string) =>
  queryOptions({
    ...queryDefaults(),
    queryKey: billfoldKey(client, 'invoices', { upcoming: subscription }),
    queryFn: async ({ signal }) =>
      (await client.call(getUpcomingInvoice, { subscription }, { signal })).invoice,
  });

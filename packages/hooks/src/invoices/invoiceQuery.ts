import { getInvoice } from '@billfold/contract';
import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { queryDefaults } from '../queryDefaults.js';

/** Query options of one invoice (`in_…`) with its lines and taxes. */
export const invoiceQuery = (client: Client, invoice: string) =>
  queryOptions({
    ...queryDefaults(),
    queryKey: billfoldKey(client, 'invoices', { invoice }),
    queryFn: ({ signal }) => client.call(getInvoice, { invoice }, { signal }),
  });

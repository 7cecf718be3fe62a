import { previewCancellation } from '@billfold/contract';
import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { queryDefaults } from '../queryDefaults.js';

/** Query options of what canceling a subscription (`sub_…`) would do, as things are. */
export const cancellationPreviewQuery = (client: Client, subscription: string) =>
  queryOptions({
    ...queryDefaults(),
    queryKey: billfoldKey(client, 'cancellations', { subscription }),
    queryFn: ({ signal }) => client.call(previewCancellation, { subscription }, { signal }),
  });

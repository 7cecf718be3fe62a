import { previewCancellation, type Subscription } from '@billfold/contract';
import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { queryDefaults } from '../queryDefaults.js';

/** Query options of what canceling a subscription would do, as it is in this version. */
export const cancellationPreviewQuery = (
  client: Client,
  { id, version }: Pick<Subscription, 'id' | 'version'>,
) =>
  queryOptions({
    ...queryDefaults(),
    queryKey: billfoldKey(client, 'cancellations', { subscription: id, version }),
    queryFn: ({ signal }) => client.call(previewCancellation, { subscription: id }, { signal }),
  });

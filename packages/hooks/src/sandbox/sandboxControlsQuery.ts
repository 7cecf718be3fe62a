import { getSandboxControls } from '@billfold/contract';
import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { queryDefaults } from '../queryDefaults.js';

/** Query options of the sandbox's controls for this customer. They fail with `not_found` where there is no sandbox. */
export const sandboxControlsQuery = (client: Client) =>
  queryOptions({
    ...queryDefaults(),
    queryKey: billfoldKey(client, 'sandbox', {}),
    queryFn: ({ signal }) => client.call(getSandboxControls, {}, { signal }),
  });

import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { queryDefaults } from '../queryDefaults.js';
import { fetchSession } from './fetchSession.js';

/** Query options of the customer's session: who they are, what they may do, how the project looks. */
export const sessionQuery = (client: Client) =>
  queryOptions({
    ...queryDefaults(),
    queryKey: billfoldKey(client, 'sessions', {}),
    queryFn: ({ signal }) => fetchSession(client, signal),
  });

'use client';
import { useQuery } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { sessionQuery } from './sessionQuery.js';

/** The session that this page runs in. `session` is undefined until it has arrived. */
export function useSession() {
  const { client, queryClient } = useBillfold();
  const query = useQuery(sessionQuery(client), queryClient);
  return { ...query, session: query.data };
}

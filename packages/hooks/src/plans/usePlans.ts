'use client';
import { useQuery } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { plansQuery } from './plansQuery.js';

/** The plans on offer, with what is current. `plans` is undefined until they have arrived. */
export function usePlans() {
  const { client, queryClient } = useBillfold();
  const query = useQuery(plansQuery(client), queryClient);
  return { ...query, plans: query.data };
}

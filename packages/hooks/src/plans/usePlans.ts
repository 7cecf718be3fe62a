'use client';
import { useQuery } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { plansQuery, type PlansInput } from './plansQuery.js';

/**
 * The plans on offer, with what is current and what can be chosen: for `subscription`, or for any that the customer has.
 * `plans` is undefined until they have arrived.
 */
export function usePlans(input?: PlansInput) {
  const { client, queryClient } = useBillfold();
  const query = useQuery(plansQuery(client, input), queryClient);
  return { ...query, plans: query.data };
}

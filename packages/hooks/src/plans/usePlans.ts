'use client';
import { useQuery } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { plansQuery, type PlansInput } from './plansQuery.js';

/** When the plans are asked for. */
export interface PlansOptions {
  /** Whether to ask at all: false as long as it is not known for which subscription. Default: true. */
  enabled?: boolean;
}

/**
 * The plans on offer, with what is current and what can be chosen: for `subscription`, or for any that the customer has.
 * `plans` is undefined until they have arrived.
 */
export function usePlans(input?: PlansInput, { enabled = true }: PlansOptions = {}) {
  const { client, queryClient } = useBillfold();
  const query = useQuery({ ...plansQuery(client, input), enabled }, queryClient);
  return { ...query, plans: query.data };
}

'use client';
import type { BillingDetails } from '@billfold/contract';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useBillfold } from '../useBillfold.js';
import { billingDetailsQuery } from './billingDetailsQuery.js';

/** Milliseconds between two looks at a tax id that is being verified, and how long it is looked at in all. */
const PAUSE = 4000;
const PATIENCE = 60_000;

/**
 * What is going to be printed on the next invoice, and where it is sent. As long as a register has not said whether it
 * knows a tax id it is asked for again, for a minute at most, and not while nobody looks at the page.
 */
export function useBillingDetails() {
  const { client, queryClient } = useBillfold();
  const pending = useRef({ ids: '', since: 0 });
  const query = useQuery(
    {
      ...billingDetailsQuery(client),
      refetchInterval: ({ state: { data } }) => {
        const ids = idsOfPending(data);
        if (ids !== pending.current.ids) pending.current = { ids, since: Date.now() };
        return ids !== '' && Date.now() - pending.current.since < PATIENCE ? PAUSE : false;
      },
    },
    queryClient,
  );
  return { ...query, billingDetails: query.data };
}

function idsOfPending(details: BillingDetails | undefined): string {
  const pending = details?.taxIds.filter(({ verification }) => verification === 'pending') ?? [];
  return pending.map(({ id }) => id).join();
}

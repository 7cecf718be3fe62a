'use client';
import type { Subscription } from '@billfold/contract';
import { useOnline, useSubscriptions } from '@billfold/hooks';
import { useState } from 'react';
import { sectionState } from './sectionState.js';
import { problemOf } from '../problem.js';

/**
 * The subscriptions that a component can be about, and the one that it is about: the one that the host names, else the
 * one that the customer chose, else the only one. Of several, none is taken as meant that nobody has chosen. One that was
 * chosen stays, also when it no longer fits.
 */
export function useChosenSubscription(
  named: string | undefined,
  fits: (subscription: Subscription) => boolean,
) {
  const query = useSubscriptions();
  const isOnline = useOnline();
  const [chosen, setChosen] = useState<string>();
  const { data, error, isFetching, subscriptions = [] } = query;

  const wanted = named ?? chosen;
  const candidates = subscriptions.filter((it) => it.id === wanted || (named === undefined && fits(it)));
  const only = named === undefined && candidates.length === 1 ? candidates[0] : undefined;
  const subscription = candidates.find(({ id }) => id === wanted) ?? only;

  return {
    state: sectionState({ data, error, isFetching, isOnline }, candidates.length === 0),
    subscriptions: candidates,
    subscription,
    /** Whether the customer has others, which this could be about to their mind. */
    isOneOfSeveral: subscriptions.filter((it) => it === subscription || it.status !== 'canceled').length > 1,
    problem: problemOf(error),
    onSubscription: setChosen,
    onRetry: () => void query.refetch(),
  };
}

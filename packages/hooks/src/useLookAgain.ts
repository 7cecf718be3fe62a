'use client';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Client } from './client.js';
import { billfoldKey } from './keys.js';

/** How long what the portal knew last is shown before it is asked for anew, in milliseconds. */
const LOOK_AGAIN_MS = 30_000;

/**
 * Asks for everything that is shown anew, twice a minute and only where somebody looks, for as long as billing can not be reached.
 * Nobody would know otherwise that it is there again.
 */
export function useLookAgain({ freshness, scope }: Client, queryClient: QueryClient): void {
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const lookAgain = () => {
      if (document.visibilityState === 'hidden') return;
      const forgetEarlier = freshness.mark();
      const shown = { queryKey: billfoldKey({ scope }), type: 'active' } as const;
      // What is not shown any more was not asked for, and must not make all else look old.
      void queryClient.refetchQueries(shown).then(forgetEarlier);
    };
    const follow = () => {
      if (freshness.asOf() === null) timer = void clearInterval(timer);
      else timer ??= setInterval(lookAgain, LOOK_AGAIN_MS);
    };
    follow();
    const unsubscribe = freshness.subscribe(follow);
    return () => {
      unsubscribe();
      clearInterval(timer);
    };
  }, [freshness, scope, queryClient]);
}

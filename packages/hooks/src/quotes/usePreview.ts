'use client';
import { previewSubscriptionChange } from '@billfold/contract';
import { useEffect, useState, type Dispatch } from 'react';
import { isBillfoldError, isMisuse } from '../BillfoldError.js';
import type { Client } from '../client.js';
import { mayPass } from '../queryDefaults.js';
import { refreshBilling } from '../subscriptions/saveSubscription.js';
import { useBillfold } from '../useBillfold.js';
import type { PlanChangeAction, PlanChangeState, PlanSelection } from './PlanChangeState.js';

/** How long a choice must stand until it is priced: arrow keys choose every row that they pass. In milliseconds. */
const DEBOUNCE = 250;
/** A quote is priced again before it runs out, so that nobody confirms one that has. In milliseconds. */
const MARGIN = 30_000;
/** Whatever this machine's clock says: a quote is good for a while, and for 15 minutes at most. In milliseconds. */
const [SHORTEST, LONGEST] = [60_000, 870_000];

/**
 * Prices what is chosen. An effect and not a query: the answer belongs to the state of this one change, and a query
 * would ask again at every focus, with a quote stored on the server each time, and give out quotes that are used up.
 * StrictMode runs effects twice when they are mounted, when nothing is chosen yet; later a second run ends the first
 * one's timer before anything is sent.
 */
export function usePreview(
  { phase, subscription, question, selection, quote, isQuoteFresh }: PlanChangeState,
  dispatch: Dispatch<PlanChangeAction>,
): void {
  const { client, queryClient } = useBillfold();
  const [fault, setFault] = useState<unknown>(null);
  // For the developer, so it is thrown where React renders.
  if (fault) throw fault;

  const isAsked = phase === 'previewing';
  useEffect(() => {
    if (!isAsked || !subscription || !selection) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      preview(client, subscription, selection, abort.signal).then(
        (priced) => dispatch({ type: 'priced', question, quote: priced }),
        (error: unknown) => {
          if (abort.signal.aborted) return;
          if (isMisuse(error)) setFault(error);
          if (!isBillfoldError(error)) return;
          dispatch({ type: 'notPriced', question, problem: error });
          // The page does not know yet what there is.
          if (error.code === 'no_change') refreshBilling(queryClient, client);
        },
      );
    }, DEBOUNCE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [isAsked, question, subscription, selection, client, queryClient, dispatch]);

  const expiresAt = isQuoteFresh && !isAsked ? quote?.expiresAt : undefined;
  useEffect(() => {
    if (!expiresAt) return;
    const left = Date.parse(expiresAt) - Date.now() - MARGIN;
    return whenLookedAt(Math.min(Math.max(left, SHORTEST), LONGEST), () => dispatch({ type: 'outdated' }));
  }, [expiresAt, dispatch]);
}

/** Asks for a quote; a failure that may pass is tried twice more, as with everything that is only read. */
async function preview(
  client: Client,
  subscription: string,
  { price, quantity, promotionCode }: PlanSelection,
  signal: AbortSignal,
) {
  const input = { subscription, price, quantity, ...(promotionCode !== null && { promotionCode }) };
  for (let failures = 0; ; failures++) {
    try {
      return await client.call(previewSubscriptionChange, input, { signal });
    } catch (error) {
      if (failures === 2 || signal.aborted || !isBillfoldError(error) || !mayPass(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** failures));
    }
  }
}

/** Calls back after a delay, but not before somebody looks at the page: one left open all night asks for nothing. */
function whenLookedAt(delay: number, callback: () => void): () => void {
  const onVisible = () => {
    if (document.visibilityState === 'hidden') return;
    document.removeEventListener('visibilitychange', onVisible);
    callback();
  };
  const timer = setTimeout(() => {
    document.addEventListener('visibilitychange', onVisible);
    onVisible();
  }, delay);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisible);
  };
}

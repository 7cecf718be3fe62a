'use client';
import { useEffect, useState } from 'react';
import { useBillfold } from '../useBillfold.js';
import { followPortalVisits } from './portalVisit.js';
import { settleAfterVisit } from './settleAfterVisit.js';

/** `settling`: the customer has just come back, and what they did may not show yet; for half a minute at most. */
export interface BillingReturn {
  status: 'settling' | 'settled';
}

/**
 * For the page from which a customer goes to the portal. When it is shown again, by the back button, from another tab or
 * from the bank's app, everything of the customer is asked for again, once for each visit, and their subscriptions until one
 * of them has changed or half a minute is over. Whether anything was done is never read from the address: it is what the
 * portal says. A page that is loaded anew has asked for everything already, and is `settled`.
 */
export function useBillingReturn(): BillingReturn {
  const { client, queryClient } = useBillfold();
  const [isSettling, setSettling] = useState(false);

  useEffect(() => {
    const visits = followPortalVisits();
    let leave: (() => void) | null = null;

    const lookAgain = () => {
      if (leave || document.visibilityState === 'hidden' || !visits.take()) return;
      const end = new AbortController();
      leave = () => end.abort();
      setSettling(true);
      void settleAfterVisit(queryClient, client, end.signal).then(() => {
        if (end.signal.aborted) return;
        leave = null;
        setSettling(false);
      });
    };
    // Whoever leaves before it is settled may be on their way to the portal only now, or once more.
    const giveBack = () => {
      if (!leave) return;
      leave();
      leave = null;
      visits.giveBack();
      setSettling(false);
    };
    const onVisibility = () => (document.visibilityState === 'hidden' ? giveBack() : lookAgain());

    addEventListener('pageshow', lookAgain);
    addEventListener('focus', lookAgain);
    addEventListener('pagehide', giveBack);
    document.addEventListener('visibilitychange', onVisibility);
    // Of a visit that ended on another page of the app. A moment later, so that a mount that is undone looks at nothing.
    const soon = setTimeout(lookAgain);
    return () => {
      clearTimeout(soon);
      removeEventListener('pageshow', lookAgain);
      removeEventListener('focus', lookAgain);
      removeEventListener('pagehide', giveBack);
      document.removeEventListener('visibilitychange', onVisibility);
      giveBack();
    };
  }, [client, queryClient]);

  return { status: isSettling ? 'settling' : 'settled' };
}

import type { Session } from '@billfold/contract';
import { createClient, fetchSession, sessionQuery, type Client } from '@billfold/hooks';
import type { QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import type { SessionGate } from './sessionGate.js';
import { openTabs, type TabMessage, type Tabs } from './tabs.js';

/** How long what was entered is kept after the end of its session. Nobody's billing stays on an unattended screen. */
export const KEPT_FOR = 15 * 60_000;

/**
 * Looks after the session of an open page. When it ends and nothing was entered, `onEnded` is called at once; else the
 * page stays, and goes on by itself when another tab of this browser has opened a session of the same customer.
 *
 * @returns whether the session has ended and the page is kept, and how a tab tells that its customer has signed out.
 */
export function useSessionKeeper({
  session,
  gate,
  client,
  queryClient,
  baseUrl,
  fetch,
  holdsWork,
  onEnded,
}: Kept) {
  const isLapsed = useSyncExternalStore(gate.subscribe, gate.isLapsed);
  const tabs = useRef<Tabs | null>(null);
  const latest = useRef({ holdsWork, onEnded });
  useEffect(() => {
    latest.current = { holdsWork, onEnded };
  });
  const customer = session.customer.id;

  useEffect(() => {
    // A question that waits shows on no section: what they show is as it was.
    const unlisten = gate.subscribe(() => {
      if (gate.isLapsed()) queueMicrotask(() => void queryClient.cancelQueries());
    });

    async function goOnWith(id: string): Promise<void> {
      const found = await fetchSession(createClient({ baseUrl, session: { hosted: id }, fetch })).catch(
        () => null,
      );
      if (found?.customer.id !== customer || !gate.isLapsed()) return;
      gate.resume(id);
      queryClient.setQueryData(sessionQuery(client).queryKey, found);
      // A reload opens what is open now.
      window.history.replaceState(null, '', `/session/${id}${window.location.hash}`);
      void queryClient.invalidateQueries();
    }

    function hear({ says, session: id }: TabMessage): void {
      if (says === 'open' && gate.isLapsed()) void goOnWith(id);
      if (says === 'asking' && !gate.isLapsed()) channel.tell({ says: 'open', session: gate.session() });
      // Who signs out leaves every tab. Whether it is so is the server's to say.
      if (says === 'left' && id === gate.session())
        void fetchSession(createClient({ baseUrl, session: { hosted: id }, fetch })).catch(() =>
          latest.current.onEnded(),
        );
    }

    const channel = openTabs(hear);
    tabs.current = channel;
    channel.tell({ says: 'open', session: gate.session() });
    return () => {
      channel.close();
      unlisten();
    };
  }, [gate, client, queryClient, baseUrl, fetch, customer]);

  useEffect(() => {
    if (!isLapsed) return;
    if (!latest.current.holdsWork()) return latest.current.onEnded();
    tabs.current?.tell({ says: 'asking', session: gate.session() });
    const timer = setTimeout(() => latest.current.onEnded(), KEPT_FOR);
    return () => clearTimeout(timer);
  }, [isLapsed, gate]);

  const tellLeft = useCallback(() => tabs.current?.tell({ says: 'left', session: gate.session() }), [gate]);
  return { isLapsed, tellLeft };
}

interface Kept {
  /** As it was when the page opened. */
  session: Session;
  gate: SessionGate;
  client: Client;
  queryClient: QueryClient;
  baseUrl: string;
  fetch: typeof globalThis.fetch | undefined;
  /** Whether something was entered that would be lost with the page. */
  holdsWork: () => boolean;
  onEnded: () => void;
}

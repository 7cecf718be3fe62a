import type { Session } from '@billfold/contract';
import { createClient, sessionQuery, type Authenticate, type Client } from '@billfold/hooks';
import { BillfoldRoot } from '@billfold/react';
import { QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { HostedPage } from './HostedPage.js';
import { OpeningPage } from './OpeningPage.js';
import { openSession } from './openSession.js';
import { prefetchSections } from './prefetchSections.js';
import { Screen } from './Screen.js';
import { SessionEnded } from './SessionEnded.js';
import type { Arrival } from './takeArrival.js';
import { words } from './words.js';

/** Where a visit stands. */
type Visit =
  | { state: 'waiting' }
  | { state: 'opening' }
  | { state: 'open'; session: Session; Page: typeof HostedPage }
  | { state: 'unreachable' }
  | { state: 'ended'; session: Session | null };

/** The hosted portal: one visit, from its address to its end. */
export function Hosted({ arrival, baseUrl, fetch }: Props) {
  const [visit, setVisit] = useState<Visit>(() => beginningOf(arrival));
  const [queryClient] = useState(() => new QueryClient());
  const hosted = arrival.session ?? '';
  const client = useMemo(
    () => createClient({ baseUrl, session: { hosted }, fetch }),
    [baseUrl, hosted, fetch],
  );

  useEffect(() => {
    if (visit.state === 'opening') void open(client, queryClient, arrival.code).then(setVisit);
  }, [visit.state, client, queryClient, arrival.code]);

  function end(session: Session): void {
    queryClient.clear();
    setVisit({ state: 'ended', session });
  }

  switch (visit.state) {
    case 'waiting':
      return (
        <Screen title={words.waiting.title}>
          <p>{words.waiting.text}</p>
          <Action name={words.waiting.action} onAction={() => setVisit({ state: 'opening' })} />
        </Screen>
      );
    case 'opening':
      return <OpeningPage />;
    case 'open':
      return (
        <BillfoldRoot
          baseUrl={baseUrl}
          session={{ hosted }}
          fetch={fetch}
          locale={visit.session.locale ?? undefined}
          queryClient={queryClient}
          authenticate={visit.session.testMode ? authenticateInSandbox : undefined}
          onSessionExpired={() => end(visit.session)}
        >
          <visit.Page opened={visit.session} />
        </BillfoldRoot>
      );
    case 'unreachable':
      return (
        <Screen title={words.unreachable.title}>
          <p>{words.unreachable.text}</p>
          <Action name={words.unreachable.action} onAction={() => setVisit({ state: 'opening' })} />
        </Screen>
      );
    case 'ended':
      return <SessionEnded session={visit.session} />;
  }
}

function beginningOf({ session, code, redeem }: Arrival): Visit {
  if (session === null) return { state: 'ended', session: null };
  return { state: code !== null && redeem === 'button' ? 'waiting' : 'opening' };
}

/**
 * Opens the session, and keeps it where the sections look for it. Their script, which most of the page's weight is, comes
 * meanwhile; and what decides how high they are is known before they are shown, so that nothing moves under a finger.
 */
async function open(client: Client, queryClient: QueryClient, code: string | null): Promise<Visit> {
  try {
    const [session, { HostedPage: Page }] = await Promise.all([
      openSession(client, code),
      import('./HostedPage.js'),
    ]);
    if (!session) return { state: 'ended', session: null };
    queryClient.setQueryData(sessionQuery(client).queryKey, session);
    await prefetchSections(client, queryClient, session);
    return { state: 'open', session, Page };
  } catch {
    return { state: 'unreachable' };
  }
}

/** The stand-in for a bank. It comes when it is needed, which on a live page is never. */
const authenticateInSandbox: Authenticate = async (step) => {
  const { sandboxAuthenticate } = await import('@billfold/react/sandbox');
  return sandboxAuthenticate(step);
};

function Action({ name, onAction }: { name: string; onAction: () => void }) {
  return (
    <button type="button" className="hosted-button" data-variant="primary" onClick={onAction}>
      {name}
    </button>
  );
}

interface Props {
  arrival: Arrival;
  /** Origin of the portal API, which is the page's own. */
  baseUrl: string;
  /** Default: the browser's. */
  fetch?: typeof globalThis.fetch;
}

import type { Branding, Session } from '@billfold/contract';
import { createClient, type Client } from '@billfold/hooks';
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { brandingOf } from './branding.js';
import { OpeningPage } from './OpeningPage.js';
import { openSession } from './openSession.js';
import type { Portal, PreparedPortal } from './Portal.js';
import { Screen } from './Screen.js';
import { SessionEnded } from './SessionEnded.js';
import type { Arrival } from './takeArrival.js';
import { words } from './words.js';

/** Where a visit stands. */
type Visit =
  | { state: 'waiting' }
  | { state: 'opening' }
  | { state: 'open'; session: Session; prepared: PreparedPortal; Page: typeof Portal }
  | { state: 'unreachable' }
  | { state: 'ended'; session: Session | null; isSignedOut?: boolean };

/** The hosted portal: one visit, from its address to its end. */
export function Hosted({ arrival, baseUrl, fetch, leave = goTo }: Props) {
  // Known before anybody is: the screens of a link that opens nothing are the merchant's as well.
  const [branding] = useState<Branding | null>(() => brandingOf(document.documentElement));
  const [visit, setVisit] = useState<Visit>(() => beginningOf(arrival));
  const hosted = arrival.session ?? '';
  const client = useMemo(
    () => createClient({ baseUrl, session: { hosted }, fetch }),
    [baseUrl, hosted, fetch],
  );

  useEffect(() => {
    if (visit.state === 'opening') void open(client, arrival.code).then(setVisit);
  }, [visit.state, client, arrival.code]);

  // A bank that had the whole page has written into the address what the portal reads there. If it never opens, nobody does.
  useLayoutEffect(() => {
    if (visit.state === 'ended') window.history.replaceState(null, '', window.location.pathname);
  }, [visit.state]);

  switch (visit.state) {
    case 'waiting':
      return (
        <Screen title={words.waiting.title} branding={branding}>
          <p>{words.waiting.text}</p>
          <Action name={words.waiting.action} onAction={() => setVisit({ state: 'opening' })} />
        </Screen>
      );
    case 'opening':
      return <OpeningPage branding={branding} />;
    case 'open': {
      const { session, prepared, Page } = visit;
      return (
        <Page
          session={session}
          baseUrl={baseUrl}
          hosted={hosted}
          fetch={fetch}
          prepared={prepared}
          leave={leave}
          onEnded={() => setVisit({ state: 'ended', session })}
          onSignedOut={() => setVisit({ state: 'ended', session, isSignedOut: true })}
        />
      );
    }
    case 'unreachable':
      return (
        <Screen title={words.unreachable.title} branding={branding}>
          <p>{words.unreachable.text}</p>
          <Action name={words.unreachable.action} onAction={() => setVisit({ state: 'opening' })} />
        </Screen>
      );
    case 'ended':
      return <SessionEnded session={visit.session} branding={branding} isSignedOut={visit.isSignedOut} />;
  }
}

const goTo = (url: string) => window.location.assign(url);

function beginningOf({ session, code, redeem }: Arrival): Visit {
  if (session === null) return { state: 'ended', session: null };
  return { state: code !== null && redeem === 'button' ? 'waiting' : 'opening' };
}

/** Opens the session, while the script of the portal comes. */
async function open(client: Client, code: string | null): Promise<Visit> {
  try {
    const [session, { Portal: Page, preparePortal }] = await Promise.all([
      openSession(client, code),
      import('./Portal.js'),
    ]);
    if (!session) return { state: 'ended', session: null };
    return { state: 'open', session, prepared: await preparePortal(client, session), Page };
  } catch {
    return { state: 'unreachable' };
  }
}

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
  /** Leads the browser to another page. Default: it does. */
  leave?: (url: string) => void;
}

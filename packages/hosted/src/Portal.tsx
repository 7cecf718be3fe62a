import type { Session } from '@billfold/contract';
import { sessionQuery, useBillfold, type Client } from '@billfold/hooks';
import { BillfoldRoot } from '@billfold/react';
import { QueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { isFlowGone } from './flows.js';
import { HostedPage } from './HostedPage.js';
import { paymentFields } from './paymentFields.js';
import { prefetchFlow } from './prefetchFlow.js';
import { prefetchSections } from './prefetchSections.js';
import { createSessionGate, type SessionGate } from './sessionGate.js';
import { SignOut } from './SignOut.js';
import { useSessionKeeper } from './useSessionKeeper.js';
import { useWork } from './useWork.js';

/** What is known when the page opens. */
export interface PreparedPortal {
  queryClient: QueryClient;
  /** Whether nothing is left to do of what the link was for. */
  isFlowGone: boolean;
}

/**
 * Fetches what decides how high the sections are, and keeps it where they look for it: they are shown when it is known, so
 * that nothing moves under a finger.
 */
export async function preparePortal(client: Client, session: Session): Promise<PreparedPortal> {
  const queryClient = new QueryClient();
  queryClient.setQueryData(sessionQuery(client).queryKey, session);
  const { flow } = session;
  if (!flow) {
    await prefetchSections(client, queryClient, session);
    return { queryClient, isFlowGone: false };
  }
  await prefetchFlow(client, queryClient, flow);
  return { queryClient, isFlowGone: isFlowGone(flow, session, client, queryClient) };
}

/** The portal of an open session. Most of the page's weight is here, and is fetched while the session is being opened. */
export function Portal(props: PortalProps) {
  const { session, baseUrl, hosted, fetch, prepared } = props;
  const [gate] = useState(() => createSessionGate(hosted, fetch));
  return (
    <BillfoldRoot
      baseUrl={baseUrl}
      session={{ hosted }}
      fetch={gate.fetch}
      locale={session.locale ?? undefined}
      queryClient={prepared.queryClient}
      paymentFields={paymentFields}
    >
      <KeptPortal {...props} gate={gate} />
    </BillfoldRoot>
  );
}

function KeptPortal({
  session,
  baseUrl,
  fetch,
  prepared,
  gate,
  leave,
  onEnded,
  onSignedOut,
}: KeptPortalProps) {
  const { client } = useBillfold();
  const { queryClient } = prepared;
  const sections = useRef<HTMLFieldSetElement>(null);
  const { isLapsed, tellLeft } = useSessionKeeper({
    session,
    gate,
    client,
    queryClient,
    baseUrl,
    fetch,
    holdsWork: useWork(sections),
    onEnded: () => {
      queryClient.clear();
      onEnded();
    },
  });
  return (
    <HostedPage
      opened={session}
      isFlowGone={prepared.isFlowGone}
      isLapsed={isLapsed}
      sectionsRef={sections}
      leave={leave}
      signOut={
        <SignOut
          onSignedOut={() => {
            tellLeft();
            queryClient.clear();
            onSignedOut();
          }}
        />
      }
    />
  );
}

interface KeptPortalProps extends PortalProps {
  gate: SessionGate;
}

interface PortalProps {
  /** As it was when it was opened. */
  session: Session;
  baseUrl: string;
  /** Its id. */
  hosted: string;
  fetch: typeof globalThis.fetch | undefined;
  /** What `preparePortal` has fetched. */
  prepared: PreparedPortal;
  /** Leads the browser to another page. */
  leave: (url: string) => void;
  onEnded: () => void;
  onSignedOut: () => void;
}

import type { Session } from '@billfold/contract';
import { sessionQuery, type Client } from '@billfold/hooks';
import { BillfoldRoot } from '@billfold/react';
import { QueryClient } from '@tanstack/react-query';
import { HostedPage } from './HostedPage.js';
import { paymentFields } from './paymentFields.js';
import { prefetchSections } from './prefetchSections.js';

/**
 * Fetches what decides how high the sections are, and keeps it where they look for it: they are shown when it is known, so
 * that nothing moves under a finger.
 */
export async function prefetchPortal(client: Client, session: Session): Promise<QueryClient> {
  const queryClient = new QueryClient();
  queryClient.setQueryData(sessionQuery(client).queryKey, session);
  await prefetchSections(client, queryClient, session);
  return queryClient;
}

/** The portal of an open session. Most of the page's weight is here, and is fetched while the session is being opened. */
export function Portal({ session, baseUrl, hosted, fetch, queryClient, onEnded }: PortalProps) {
  return (
    <BillfoldRoot
      baseUrl={baseUrl}
      session={{ hosted }}
      fetch={fetch}
      locale={session.locale ?? undefined}
      queryClient={queryClient}
      paymentFields={paymentFields}
      onSessionExpired={() => {
        queryClient.clear();
        onEnded();
      }}
    >
      <HostedPage opened={session} />
    </BillfoldRoot>
  );
}

interface PortalProps {
  /** As it was when it was opened. */
  session: Session;
  baseUrl: string;
  /** Its id. */
  hosted: string;
  fetch: typeof globalThis.fetch | undefined;
  /** What `prefetchPortal` has fetched. */
  queryClient: QueryClient;
  onEnded: () => void;
}

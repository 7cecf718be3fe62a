'use client';
import { QueryClient, QueryClientContext } from '@tanstack/react-query';
import { useContext, useEffect, useInsertionEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { createClient, type Client, type ClientOptions } from './client.js';
import { changeOwner } from './customerOwner.js';
import { billfoldKey } from './keys.js';
import type { Authenticate } from './payments/Authenticate.js';
import type { OnStepUp } from './stepUp.js';
import type { SessionSource } from './tokenSource.js';
import { BillfoldContext } from './useBillfold.js';
import { useLookAgain } from './useLookAgain.js';

/**
 * Connects everything below it to one customer's billing. Renders no element, stores nothing, and leaves the host's
 * own queries alone. Several roots may stand on one page; each shows its own customer.
 */
export function BillfoldRoot(props: BillfoldRootProps) {
  const { children, locale = 'en', timeZone = 'UTC', now = realTime } = props;
  const queryClient = useQueryClientOf(props);
  const client = useClientOf(props, queryClient);
  useLookAgain(client, queryClient);
  const authenticate = useLatest(props.authenticate);

  const billfold = useMemo(
    () => ({ client, queryClient, authenticate, locale, timeZone, now }),
    [client, queryClient, authenticate, locale, timeZone, now],
  );
  return <BillfoldContext.Provider value={billfold}>{children}</BillfoldContext.Provider>;
}

/** The given cache, else the host's, else one of our own. It is never put around the children: their queries are not ours. */
function useQueryClientOf({ queryClient: given }: BillfoldRootProps): QueryClient {
  const hosts = useContext(QueryClientContext);
  const [own] = useState(() => new QueryClient());
  const queryClient = given ?? hosts ?? own;

  // Mounted, a cache listens to focus and connection. It counts, so a host that has mounted its own loses nothing.
  useEffect(() => {
    queryClient.mount();
    return () => queryClient.unmount();
  }, [queryClient]);
  return queryClient;
}

/** The same function for all renders, which calls the latest one; null as long as there is none. */
function useLatest(authenticate: Authenticate | undefined): Authenticate | null {
  const latest = useRef(authenticate);
  useInsertionEffect(() => {
    latest.current = authenticate;
  });
  const isGiven = authenticate !== undefined;
  return useMemo(() => (isGiven ? (step) => latest.current!(step) : null), [isGiven]);
}

/** One client as long as it is about the same customer at the same place; callbacks may be new with every render. */
function useClientOf(props: BillfoldRootProps, queryClient: QueryClient): Client {
  const latest = useRef({ props, queryClient });
  // Before all other effects, where children start to fetch.
  useInsertionEffect(() => {
    latest.current = { props, queryClient };
  });

  const { baseUrl, session, customer } = props;
  // A function is new with every render and still the same source; a path or a hosted session is what it says.
  const named = typeof session === 'function' ? null : JSON.stringify(session);

  const client = useMemo(() => {
    const options: ClientOptions = {
      baseUrl,
      customer,
      session:
        named === null
          ? () => (latest.current.props.session as Asked)()
          : (JSON.parse(named) as Exclude<SessionSource, Asked>),
      fetch: (input, init) => {
        const { fetch: send = fetch } = latest.current.props;
        return send(input, init);
      },
      onSessionExpired: () => latest.current.props.onSessionExpired?.(),
      get onStepUp() {
        return latest.current.props.onStepUp;
      },
      onCustomerChange: (changedTo) => {
        changeOwner(created);
        startOver(latest.current.queryClient, created);
        latest.current.props.onCustomerChange?.(changedTo);
      },
    };
    const created = createClient(options);
    return created;
  }, [baseUrl, customer, named]);

  const shown = useRef({ client, queryClient });
  useEffect(() => {
    const before = shown.current;
    shown.current = { client, queryClient };
    if (before.client.scope !== client.scope) forget(before.queryClient, before.client);
  }, [client, queryClient]);
  return client;
}

/** A source that is a function. */
type Asked = Extract<SessionSource, () => unknown>;

/** Takes everything of the client's customer off the screen at once, and asks again for what is in use. */
function startOver(queryClient: QueryClient, client: Client): void {
  void queryClient.resetQueries({ queryKey: billfoldKey(client) });
}

/** Drops what nobody shows any more. What another root with the same `customer` shows stays. */
function forget(queryClient: QueryClient, client: Client): void {
  const unused = { queryKey: billfoldKey(client), type: 'inactive' } as const;
  // Emptied before they are removed: an observer may still hold the entry as its previous data.
  void queryClient.resetQueries(unused);
  queryClient.removeQueries(unused);
}

const realTime = () => new Date();

export interface BillfoldRootProps extends Pick<ClientOptions, 'baseUrl' | 'session' | 'fetch'> {
  children?: ReactNode;
  /**
   * Your own stable name of who is billed (a user or account id). Change it when that changes: the old customer's data
   * is dropped and a new token is asked for. Needed for prefetching on a server; unnamed, the root shares with nobody.
   */
  customer?: string;
  /** BCP 47 tag. Default: `en`, so that server and browser render the same. */
  locale?: string;
  /** IANA name. Default: `UTC`, in which billing periods are counted. */
  timeZone?: string;
  /** The time until the billing's own (`session.now`) is known. Default: the browser's clock. */
  now?: () => Date;
  /** The cache to use. Default: that of the host's `QueryClientProvider`, else one of its own. */
  queryClient?: QueryClient;
  /** Lets the customer confirm a payment with their bank. Without it, a payment that needs that can not be made. */
  authenticate?: Authenticate;
  /** Called once when the session is over: the moment to sign in again, not to redirect in a loop. */
  onSessionExpired?: () => void;
  /**
   * Asked when the portal's configuration wants a fresh proof of who sits there: sign the customer in once more, let your
   * backend confirm the session, and resolve to `true`; the same request is then sent again, once. Without it, or on
   * `false`, it is said that the proof is missing, with a link to the configuration's page for it.
   */
  onStepUp?: OnStepUp;
  /** Called when the credential turned out to be another customer's; what was cached is already gone. */
  onCustomerChange?: (customer: string) => void;
}

import { payInvoice } from '@billfold/contract';
import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { Component, StrictMode, type ReactNode } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { failure, json, recordingFetch, tokens } from '../test/answers.js';
import { BillfoldRoot, type BillfoldRootProps } from './BillfoldRoot.js';
import { useSession } from './sessions/useSession.js';
import { useSubscriptions } from './subscriptions/useSubscriptions.js';
import { useBillfold, type Billfold } from './useBillfold.js';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A root over a made-up portal that answers every request with `{ id: 'bps_1' }`. */
function rootOver(
  answer: Parameters<typeof recordingFetch>[0] = () => json({ id: 'bps_1', data: [] }),
  props: Partial<BillfoldRootProps> = {},
) {
  const { fetch, sent } = recordingFetch(answer);
  const source = tokens();
  const root = (children: ReactNode, more: Partial<BillfoldRootProps> = {}) => (
    <BillfoldRoot baseUrl="https://billing.test" session={source.ask} fetch={fetch} {...props} {...more}>
      {children}
    </BillfoldRoot>
  );
  return { root, sent, source };
}

function SessionId() {
  const { session, error } = useSession();
  return <output>{error ? String(error) : (session?.id ?? 'loading')}</output>;
}

class Boundary extends Component<{ children: ReactNode }, { message: string | null }> {
  override state = { message: null };
  static getDerivedStateFromError = (error: Error) => ({ message: error.message });
  override render() {
    return this.state.message === null ? this.props.children : `thrown: ${String(this.state.message)}`;
  }
}

describe('the cache', () => {
  /** A child of the host with a query of its own. */
  function HostsChild({ found }: { found?: Set<QueryClient> }) {
    const client = useQueryClient();
    found?.add(client);
    const { data } = useQuery({ queryKey: ['host'], queryFn: () => 'of the host' });
    return <p>{data}</p>;
  }

  test('[H22] is the host’s, whose own queries below the root go on as before', async () => {
    const hosts = new QueryClient();
    const found = new Set<QueryClient>();
    const { root } = rootOver();
    render(
      <QueryClientProvider client={hosts}>
        {root(
          <>
            <SessionId />
            <HostsChild found={found} />
          </>,
        )}
      </QueryClientProvider>,
    );
    expect(await screen.findByText('bps_1')).toBeVisible();
    expect(await screen.findByText('of the host')).toBeVisible();
    expect([...found][0]).toBe(hosts);
    expect(found.size).toBe(1);
    expect(hosts.getQueryCache().findAll({ queryKey: ['billfold'] })).toHaveLength(1);
  });

  test('[H22] is the one that is given, before the host’s', async () => {
    const [hosts, given] = [new QueryClient(), new QueryClient()];
    const found = new Set<QueryClient>();
    const { root } = rootOver();
    render(
      <QueryClientProvider client={hosts}>
        {root(
          <>
            <SessionId />
            <HostsChild found={found} />
          </>,
          { queryClient: given },
        )}
      </QueryClientProvider>,
    );
    expect(await screen.findByText('bps_1')).toBeVisible();
    expect(given.getQueryCache().getAll()).toHaveLength(1);
    expect(hosts.getQueryCache().findAll({ queryKey: ['billfold'] })).toEqual([]);
    expect([...found][0]).toBe(hosts);
    expect(found.size).toBe(1);
  });

  test('[H22] is the root’s own where there is none, and is never put around the children', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const { root } = rootOver();
    render(
      root(
        <>
          <SessionId />
          <Boundary>
            <HostsChild />
          </Boundary>
        </>,
      ),
    );
    expect(await screen.findByText('bps_1')).toBeVisible();
    expect(screen.getByText(/No QueryClient set/)).toBeVisible();
  });

  test('[H22] of the root’s own asks again when the customer comes back to the page after a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { root, sent } = rootOver();
    render(root(<SessionId />));
    await screen.findByText('bps_1');
    const comeBack = () => act(async () => void window.dispatchEvent(new Event('visibilitychange')));

    vi.setSystemTime(Date.now() + 59_000);
    await comeBack();
    expect(sent).toHaveLength(1);
    vi.setSystemTime(Date.now() + 2_000);
    await comeBack();
    await waitFor(() => expect(sent).toHaveLength(2));
  });
});

describe('the client', () => {
  function Both() {
    useSubscriptions();
    return <SessionId />;
  }

  test('[H23] asks for one token and for each thing once, also in StrictMode', async () => {
    const { root, sent, source } = rootOver();
    render(<StrictMode>{root(<Both />)}</StrictMode>);
    await screen.findByText('bps_1');
    expect(source.asked).toBe(1);
    expect(sent.filter(({ init }) => !init.signal?.aborted)).toHaveLength(2);
  });

  test('[H28] stays the same when functions are new with every render, and uses the latest ones', async () => {
    const seen = new Set<Billfold['client']>();
    const Client = () => {
      seen.add(useBillfold().client);
      return <SessionId />;
    };
    const [first, latest] = [vi.fn(), vi.fn()];
    let isOver = false;
    const { root, source } = rootOver(() => (isOver ? failure(401, 'unauthorized') : json({ id: 'bps_1' })));
    const queryClient = new QueryClient();
    const props = (onSessionExpired: () => void) => ({
      queryClient,
      session: () => source.ask(),
      onSessionExpired: () => onSessionExpired(),
    });
    const { rerender } = render(root(<Client />, props(first)));
    await screen.findByText('bps_1');
    rerender(root(<Client />, props(latest)));
    expect(seen.size).toBe(1);
    expect(source.asked).toBe(1);

    isOver = true;
    await act(() => queryClient.refetchQueries());
    expect(latest).toHaveBeenCalledOnce();
    expect(first).not.toHaveBeenCalled();
  });

  test('[H28] is another one for another portal or another session source', () => {
    const seen = new Set<Billfold['client']>();
    const Client = () => {
      seen.add(useBillfold().client);
      return null;
    };
    const { root } = rootOver();
    const { rerender } = render(root(<Client />, { session: '/a' }));
    rerender(root(<Client />, { session: '/b' }));
    rerender(root(<Client />, { session: '/b', baseUrl: 'https://billing.example' }));
    rerender(root(<Client />, { session: { hosted: 'bps_1' } }));
    rerender(root(<Client />, { session: { hosted: 'bps_2' } }));
    rerender(root(<Client />, { session: { hosted: 'bps_2' } }));
    expect(seen.size).toBe(5);
  });
});

describe('the surroundings', () => {
  function billfoldOf(props: Partial<BillfoldRootProps>): Billfold {
    let billfold!: Billfold;
    const Reader = () => {
      billfold = useBillfold();
      return null;
    };
    render(rootOver().root(<Reader />, props));
    return billfold;
  }

  test('[H26] are English and UTC where nothing is said, the same on a server and in every browser', () => {
    expect(billfoldOf({})).toMatchObject({ locale: 'en', timeZone: 'UTC' });
    expect(Math.abs(billfoldOf({}).now().getTime() - Date.now())).toBeLessThan(1000);
  });

  test('[H26] are what the host says', () => {
    const now = () => new Date('2026-11-20T09:00:00.000Z');
    expect(billfoldOf({ locale: 'de', timeZone: 'Europe/Berlin', now })).toMatchObject({
      locale: 'de',
      timeZone: 'Europe/Berlin',
      now,
    });
  });

  test('[H27] are missing outside of a root, and that says what to do', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    render(
      <Boundary>
        <SessionId />
      </Boundary>,
    );
    expect(
      screen.getByText(/^thrown: .*no <BillfoldRoot> above this component.*Put one around it/),
    ).toBeVisible();
  });
});

describe('an error', () => {
  test('[H36] of the developer’s breaks the page, so that it can’t be shipped', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const session = async () => ({ token: 'sk_live_1', expiresAt: '2030-01-01T00:00:00.000Z' });
    const { root, sent } = rootOver(undefined, { session });
    render(<Boundary>{root(<SessionId />)}</Boundary>);
    expect(await screen.findByText(/^thrown: .*secret key reached the browser/)).toBeVisible();
    expect(sent).toEqual([]);
  });

  test('[H36] of anything else is the query’s to show', async () => {
    const { root } = rootOver(() => failure(403, 'feature_disabled'));
    render(<Boundary>{root(<SessionId />)}</Boundary>);
    expect(await screen.findByText('BillfoldError: A sentence about feature_disabled.')).toBeVisible();
  });
});

test('[H129] the latest answer to a question for a proof counts, one that is given later too', async () => {
  let isProven = false;
  const { root } = rootOver(({ url }) => {
    if (url.endsWith('/session')) return json({ id: 'bps_1', stepUp: { url: null } });
    return isProven ? json({}) : failure(403, 'step_up_required');
  });
  let billfold: Billfold | null = null;
  const Child = () => void (billfold = useBillfold());
  const pay = () =>
    billfold!.client
      .call(payInvoice, { invoice: 'in_1' }, { idempotencyKey: 'key_1' })
      .catch((error: { code: string }) => error.code);

  const { rerender } = render(root(<Child />));
  expect(await pay()).toBe('step_up_required');
  const { client } = billfold!;
  rerender(root(<Child />, { onStepUp: async () => (isProven = true) }));
  expect(await pay()).toEqual({});
  isProven = false;
  rerender(root(<Child />, { onStepUp: async () => false }));
  expect(await pay()).toBe('step_up_required');
  expect(billfold!.client).toBe(client);
});

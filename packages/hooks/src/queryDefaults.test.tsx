import { QueryClient } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { failure, html, json, recordingFetch, tokens } from '../test/answers.js';
import { BillfoldRoot } from './BillfoldRoot.js';
import { isBillfoldError } from './BillfoldError.js';
import { createClient } from './client.js';
import { sessionQuery } from './sessions/sessionQuery.js';
import { useSession } from './sessions/useSession.js';
import { useOnline } from './useOnline.js';

afterEach(() => vi.restoreAllMocks());

function SessionState() {
  const { session, error } = useSession();
  const online = useOnline();
  return (
    <>
      <output>{isBillfoldError(error) ? error.code : (session?.id ?? 'loading')}</output>
      <p>{online ? 'online' : 'offline'}</p>
    </>
  );
}

/** The page over a made-up portal, with a cache that tries again at once. */
function open(answer: Parameters<typeof recordingFetch>[0]) {
  const { fetch, sent } = recordingFetch(answer);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } });
  render(
    <BillfoldRoot
      baseUrl="https://billing.test"
      session={tokens().ask}
      fetch={fetch}
      queryClient={queryClient}
    >
      <SessionState />
    </BillfoldRoot>,
  );
  return sent;
}

describe('a query that failed', () => {
  test.each([
    ['provider_unavailable', () => failure(503, 'provider_unavailable')],
    ['network', () => html(502)],
    ['network', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('[H30] by %s is tried twice more', async (code, answer) => {
    const sent = open(answer);
    expect(await screen.findByText(code)).toBeVisible();
    expect(sent).toHaveLength(3);
  });

  test.each([
    ['feature_disabled', () => failure(403, 'feature_disabled')],
    ['rate_limited', () => failure(429, 'rate_limited', { 'Retry-After': '30' })],
    ['network', () => html(404)],
  ])('[H30] by %s and a 4xx is not tried again', async (code, answer) => {
    const sent = open(answer);
    expect(await screen.findByText(code)).toBeVisible();
    expect(sent).toHaveLength(1);
  });

  test('[H30] recovers without anybody’s noticing', async () => {
    let failures = 1;
    open(() => (failures-- > 0 ? html(502) : json({ id: 'bps_1' })));
    expect(await screen.findByText('bps_1')).toBeVisible();
  });
});

test('[H31] offline it fails at once, says so, and asks again when the connection is back', async () => {
  const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const sent = open(() =>
    navigator.onLine ? json({ id: 'bps_1' }) : Promise.reject(new TypeError('Failed to fetch')),
  );
  act(() => void window.dispatchEvent(new Event('offline')));
  expect(await screen.findByText('network')).toBeVisible();
  expect(screen.getByText('offline')).toBeVisible();
  expect(sent).toHaveLength(1);

  onLine.mockReturnValue(true);
  act(() => void window.dispatchEvent(new Event('online')));
  expect(await screen.findByText('bps_1')).toBeVisible();
  expect(screen.getByText('online')).toBeVisible();
});

test('[H30] what the host has set for its own queries does not reach ours', () => {
  const client = createClient({ baseUrl: '', session: { hosted: 'bps_1' } });
  const hosts = new QueryClient({
    defaultOptions: {
      queries: { staleTime: Infinity, gcTime: Infinity, networkMode: 'online', retry: false },
    },
  });
  expect(hosts.defaultQueryOptions(sessionQuery(client))).toMatchObject({
    staleTime: 60_000,
    gcTime: 300_000,
    networkMode: 'always',
    refetchOnReconnect: true,
    refetchOnWindowFocus: true,
    retry: expect.any(Function) as unknown,
  });
});

import type { Subscription } from '@billfold/contract';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { deferred, failure, html, json } from '../../test/answers.js';
import { makeSubscription } from '../../test/resources.js';
import { always, lost, openRoutes, setOnline, type Routes } from '../../test/routes.js';
import { billfoldKey } from '../keys.js';
import { useBillfold } from '../useBillfold.js';
import { useDeletePendingChange } from './useDeletePendingChange.js';
import { usePauseSubscription, type PauseInput } from './usePauseSubscription.js';
import { useSubscription } from './useSubscription.js';
import { subscriptionsQuery } from './subscriptionsQuery.js';
import { useSubscriptions } from './useSubscriptions.js';

afterEach(() => vi.restoreAllMocks());

const LIST = 'GET /subscriptions';
const ONE = 'GET /subscriptions/sub_1';
const PAUSE = 'POST /subscriptions/sub_1/pause';
const before = makeSubscription();
const other = makeSubscription({ id: 'sub_2' });
const after = makeSubscription({
  version: 4,
  pause: { startsAt: '2026-12-01T00:00:00.000Z', resumesAt: '2027-01-01T00:00:00.000Z' },
});

async function open(routes: Routes, subscription: Subscription | undefined = before) {
  const page = openRoutes({
    [LIST]: always({ data: [before, other] }),
    [ONE]: always(before),
    ...routes,
  });
  const hook = renderHook(
    () => ({
      pausing: usePauseSubscription(subscription),
      listed: useSubscriptions().subscriptions,
      single: useSubscription('sub_1').subscription,
      client: useBillfold().client,
    }),
    { wrapper: page.wrapper },
  );
  await waitFor(() => expect(hook.result.current.listed).toBeDefined());
  const pause = (input: PauseInput = {}) => act(() => hook.result.current.pausing.pause(input));
  const settled = () => waitFor(() => expect(hook.result.current.pausing.isPending).toBe(false));
  return { ...page, ...hook, pause, settled };
}

const keysOf = (sent: { headers: Headers }[]) => sent.map(({ headers }) => headers.get('Idempotency-Key'));

describe('the key of an intent', () => {
  test.each([
    ['never came', lost],
    ['was a proxy’s page', () => html(502)],
    ['was the server’s fault', () => failure(500, 'internal')],
    ['was that billing is not available', () => failure(503, 'provider_unavailable')],
    ['is still to come', () => failure(409, 'idempotency_in_flight')],
    ['was a proxy’s refusal', () => html(403)],
  ])('[H40] is kept when the answer %s', async (_, answer) => {
    const { pause, settled, sentTo } = await open({ [PAUSE]: [answer, () => json(after)] });
    pause();
    await settled();
    pause();
    await settled();
    const [first, second] = keysOf(sentTo(PAUSE));
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
  });

  test.each([
    ['yes', () => json(after)],
    ['no', () => failure(409, 'subscription_state')],
    ['not so', () => failure(412, 'version_stale')],
  ])('[H40] is another one after the answer %s', async (_, answer) => {
    const { pause, settled, sentTo } = await open({ [PAUSE]: [answer, () => json(after)] });
    pause();
    await settled();
    pause();
    await settled();
    const [first, second] = keysOf(sentTo(PAUSE));
    expect(second).not.toBe(first);
  });

  test('[H40] is another one for anything else that is wanted', async () => {
    const { pause, settled, sentTo } = await open({ [PAUSE]: lost });
    for (const resumesAt of ['2027-01-01T00:00:00.000Z', '2027-02-01T00:00:00.000Z']) {
      pause({ resumesAt });
      await settled();
    }
    expect(new Set(keysOf(sentTo(PAUSE))).size).toBe(2);
  });
});

describe('a write', () => {
  test('[H41] is sent once, however often it is asked for while it is under way, with the version that is seen', async () => {
    const answer = deferred<Response>();
    const { pause, settled, sentTo, result } = await open({ [PAUSE]: () => answer.promise });
    pause();
    pause();
    answer.resolve(json(after));
    await settled();
    expect(sentTo(PAUSE)).toHaveLength(1);
    expect(sentTo(PAUSE)[0]!.headers.get('If-Match')).toBe('"3"');
    expect(result.current.pausing.data).toEqual(after);
  });

  test('[H41] that fails is not tried again, whatever the host has set for its own', async () => {
    const { pause, settled, sentTo, queryClient, result } = await open({ [PAUSE]: lost });
    queryClient.setDefaultOptions({ mutations: { retry: 3, retryDelay: 0, networkMode: 'online' } });
    pause();
    await settled();
    expect(result.current.pausing.error).toMatchObject({ code: 'network' });
    expect(sentTo(PAUSE)).toHaveLength(1);
  });

  test('[H41] offline fails at once and is not made when the connection is back', async () => {
    const { pause, settled, sentTo, result } = await open({
      [PAUSE]: (request) => (navigator.onLine ? json(after) : lost(request)),
    });
    act(() => setOnline(false));
    pause();
    await settled();
    expect(result.current.pausing.isPaused).toBe(false);
    expect(result.current.pausing.error).toMatchObject({ code: 'network' });
    act(() => setOnline(true));
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(sentTo(PAUSE)).toHaveLength(1);
  });

  test('[H41] before there is anything to write to is the developer’s mistake', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const { wrapper } = openRoutes({});
    const { result } = renderHook(() => useDeletePendingChange(undefined), { wrapper });
    await expect(result.current.mutateAsync()).rejects.toThrow(/called before its subscription had arrived/);
  });
});

describe('the answer', () => {
  test('[H42] is shown wherever the subscription is, and nothing else in the list changes', async () => {
    const { pause, settled, result } = await open({
      [PAUSE]: () => json(after),
      // All that is asked for afterwards is never answered.
      [LIST]: [always({ data: [before, other] }), () => new Promise(() => {})],
      [ONE]: [always(before), () => new Promise(() => {})],
    });
    await waitFor(() => expect(result.current.single).toBeDefined());
    pause();
    await settled();
    expect(result.current.listed).toEqual([after, other]);
    expect(result.current.single).toEqual(after);
  });

  test('[H42] is not put back by what was asked before', async () => {
    const early = deferred<Response>();
    const { pause, settled, result, queryClient } = await open({
      [PAUSE]: () => json(after),
      [LIST]: [always({ data: [before, other] }), () => early.promise, always({ data: [after, other] })],
    });
    const { client } = result.current;
    act(() => void queryClient.refetchQueries({ queryKey: billfoldKey(client, 'subscriptions', {}) }));
    pause();
    await settled();
    await act(async () => early.resolve(json({ data: [before, other] })));
    expect(result.current.listed![0]).toEqual(after);
  });

  test('[H42] is not put back by what was asked before and nobody shows at the moment', async () => {
    const early = deferred<Response>();
    const { wrapper, queryClient } = openRoutes({
      [LIST]: [always({ data: [before] }), () => early.promise],
      [PAUSE]: () => json(after),
    });
    const { result } = renderHook(() => ({ ...usePauseSubscription(before), client: useBillfold().client }), {
      wrapper,
    });
    const list = subscriptionsQuery(result.current.client);
    await queryClient.prefetchQuery(list);
    const refetched = queryClient.prefetchQuery({ ...list, staleTime: 0 });
    act(() => result.current.pause({}));
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    early.resolve(json({ data: [before] }));
    await refetched;
    expect(queryClient.getQueryData(list.queryKey)).toEqual([after]);
  });

  test('[H42] has everything else asked for again, and caches nothing that was not cached', async () => {
    const { pause, settled, queryClient, sentTo } = await open({
      [PAUSE]: () => json(after),
      [LIST]: [always({ data: [before] }), always({ data: [after] })],
      'GET /session': always({ features: { subscriptionPause: { enabled: false, maxMonths: 1 } } }),
    });
    const keys = () =>
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ queryHash }) => queryHash);
    const cached = keys();
    pause();
    await settled();
    await waitFor(() => expect(sentTo('GET /session')).toHaveLength(2));
    expect(keys()).toEqual(cached);
  });

  test('[H43] that is no is followed by a look at how it is', async () => {
    const { pause, settled, result } = await open({
      [PAUSE]: () => failure(412, 'version_stale'),
      [LIST]: [always({ data: [before] }), always({ data: [after] })],
    });
    pause();
    await settled();
    await waitFor(() => expect(result.current.listed).toEqual([after]));
  });
});

test('[H44] what is in the list is found there, without a request', async () => {
  const { result, sentTo } = await open({});
  await waitFor(() => expect(result.current.single).toBeDefined());
  const page = openRoutes({ [LIST]: always({ data: [before, other] }) });
  const hook = renderHook(
    ({ id }: { id: string | null }) => ({ ...useSubscription(id), list: useSubscriptions().subscriptions }),
    { wrapper: page.wrapper, initialProps: { id: null as string | null } },
  );
  await waitFor(() => expect(hook.result.current.list).toBeDefined());
  hook.rerender({ id: 'sub_2' });
  expect(hook.result.current.subscription).toEqual(other);
  expect(page.sent.map(({ url }) => new URL(url).pathname)).toEqual(['/portal/v1/subscriptions']);
  expect(sentTo(ONE).length).toBeLessThanOrEqual(1);
});

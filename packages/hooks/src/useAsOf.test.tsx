import { getSubscription } from '@billfold/contract';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { json } from '../test/answers.js';
import { makeSubscription } from '../test/resources.js';
import { openRoutes } from '../test/routes.js';
import { useAsOf } from './useAsOf.js';
import { useBillfold } from './useBillfold.js';
import { useSubscription } from './subscriptions/useSubscription.js';
import { useSubscriptions } from './subscriptions/useSubscriptions.js';

afterEach(() => void vi.useRealTimers());

test('[H138] as of when data is, is told as long as the portal answers from what it knows', async () => {
  const known = '2026-11-20T12:03:00.000Z';
  const list = { data: [makeSubscription()] };
  let headers: Record<string, string> = { 'Billfold-As-Of': known };
  const { wrapper } = openRoutes({ 'GET /subscriptions': () => json(list, headers) });
  const { result } = renderHook(() => ({ asOf: useAsOf(), query: useSubscriptions() }), { wrapper });
  await waitFor(() => expect(result.current.asOf).toBe(known));
  expect(result.current.query.subscriptions).toHaveLength(1);
  headers = {};
  await act(() => result.current.query.refetch());
  expect(result.current.asOf).toBeNull();
});

test('[H139] what is shown is asked for anew twice a minute until billing is there again, and then no more', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  let headers: Record<string, string> = { 'Billfold-As-Of': '2026-11-20T12:03:00.000Z' };
  const { wrapper, sentTo } = openRoutes({
    'GET /subscriptions': () => json({ data: [makeSubscription()] }, headers),
  });
  const { result } = renderHook(() => ({ asOf: useAsOf(), query: useSubscriptions() }), { wrapper });
  await waitFor(() => expect(result.current.asOf).not.toBeNull());
  await act(() => vi.advanceTimersByTimeAsync(31_000));
  expect(sentTo('GET /subscriptions')).toHaveLength(2);
  expect(result.current.asOf).not.toBeNull();
  headers = {};
  await act(() => vi.advanceTimersByTimeAsync(30_000));
  expect(result.current.asOf).toBeNull();
  await act(() => vi.advanceTimersByTimeAsync(120_000));
  expect(sentTo('GET /subscriptions')).toHaveLength(3);
});

test('[H139] what is not shown any more does not make all else look old', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const headers = { 'Billfold-As-Of': '2026-11-20T12:03:00.000Z' };
  const { wrapper } = openRoutes({
    'GET /subscriptions': () => json({ data: [makeSubscription()] }),
    'GET /subscriptions/sub_1': () => json(makeSubscription(), headers),
  });
  const { result, rerender } = renderHook(
    ({ one }: { one: string | null }) => ({
      asOf: useAsOf(),
      one: useSubscription(one),
      all: useSubscriptions(),
    }),
    { wrapper, initialProps: { one: 'sub_1' as string | null } },
  );
  await waitFor(() => expect(result.current.asOf).not.toBeNull());
  rerender({ one: null });
  await act(() => vi.advanceTimersByTimeAsync(31_000));
  expect(result.current.asOf).toBeNull();
});

test('[H138] what was old of one customer says nothing of the next', async () => {
  const { wrapper } = openRoutes({
    'GET /subscriptions/sub_1': () =>
      json(makeSubscription(), { customer: 'cus_1', 'Billfold-As-Of': '2026-11-20T12:03:00.000Z' }),
    'GET /subscriptions/sub_2': () => json(makeSubscription(), { customer: 'cus_2' }),
  });
  const { result } = renderHook(() => ({ asOf: useAsOf(), client: useBillfold().client }), { wrapper });
  const ask = (subscription: string) =>
    act(() => result.current.client.call(getSubscription, { subscription }));
  await ask('sub_1');
  expect(result.current.asOf).not.toBeNull();
  await ask('sub_2');
  expect(result.current.asOf).toBeNull();
});

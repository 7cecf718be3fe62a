import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { json } from '../test/answers.js';
import { makeSubscription } from '../test/resources.js';
import { openRoutes } from '../test/routes.js';
import { useAsOf } from './useAsOf.js';
import { useSubscriptions } from './subscriptions/useSubscriptions.js';

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

import type { ActivityEntry } from '@billfold/contract';
import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { json } from '../../test/answers.js';
import { makeSubscription } from '../../test/resources.js';
import { always, openRoutes } from '../../test/routes.js';
import { usePauseSubscription } from '../subscriptions/usePauseSubscription.js';
import { useActivity } from './useActivity.js';

const entry = (id: string): ActivityEntry => ({
  id,
  type: 'portal_opened',
  at: '2026-11-20T09:00:00.000Z',
  by: 'customer',
  actorName: null,
  subject: null,
  before: null,
  after: null,
  amount: null,
  effectiveAt: null,
});

test('[H115] what was done comes page after page, as one list, which is the same until something in it changes', async () => {
  const page = openRoutes({
    'GET /activity': ({ url }) =>
      new URL(url).searchParams.has('cursor')
        ? json({ data: [entry('aud_1')], nextCursor: null })
        : json({ data: [entry('aud_3'), entry('aud_2')], nextCursor: 'c_1' }),
  });
  const { result, rerender } = renderHook(() => useActivity({ limit: 2 }), { wrapper: page.wrapper });
  expect(result.current).toMatchObject({ isPending: true, activity: undefined });
  await waitFor(() => expect(result.current.activity).toHaveLength(2));
  const first = result.current.activity;
  rerender();
  expect(result.current.activity).toBe(first);

  await act(() => result.current.fetchNextPage());
  await waitFor(() =>
    expect(result.current.activity?.map(({ id }) => id)).toEqual(['aud_3', 'aud_2', 'aud_1']),
  );
  expect(result.current.hasNextPage).toBe(false);
  expect(page.sent.map(({ url }) => new URL(url).search)).toEqual(['?limit=2', '?limit=2&cursor=c_1']);
});

test('[H116] after a write it is asked for again', async () => {
  let told = [entry('aud_1')];
  const subscription = makeSubscription();
  const page = openRoutes({
    'GET /activity': () => json({ data: told, nextCursor: null }),
    'POST /subscriptions/sub_1/pause': () => {
      told = [entry('aud_2'), ...told];
      return json({ ...subscription, version: 4 });
    },
    'GET /session': always({ features: { subscriptionPause: { enabled: true, maxMonths: 3 } } }),
  });
  const { result } = renderHook(() => ({ list: useActivity(), ...usePauseSubscription(subscription) }), {
    wrapper: page.wrapper,
  });
  await waitFor(() => expect(result.current.list.activity).toHaveLength(1));
  act(() => result.current.pause({}));
  await waitFor(() => expect(result.current.list.activity).toHaveLength(2));
});

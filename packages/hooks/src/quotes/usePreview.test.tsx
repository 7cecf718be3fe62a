import type { Quote, Subscription } from '@billfold/contract';
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deferred, failure, json, type Sent } from '../../test/answers.js';
import { makePlan, makePlanPrice, makePrice, makeQuote, makeSubscription } from '../../test/resources.js';
import { lost, openRoutes, type Routes } from '../../test/routes.js';
import { billfoldKey } from '../keys.js';
import type { Authenticate } from '../payments/Authenticate.js';
import { usePlanChange } from './usePlanChange.js';

const PREVIEW = 'POST /subscriptions/sub_1/preview';
const CHANGE = 'POST /subscriptions/sub_1/change';
const plans = [
  makePlan('prod_pro', [makePlanPrice('price_pro', { current: true })]),
  makePlan('prod_team', [makePlanPrice('price_team'), makePlanPrice('price_big')]),
];
const changed = makeSubscription({ version: 4, price: makePrice('price_team') });

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'Date'],
    now: new Date('2026-11-20T09:00:00.000Z'),
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
let quotes = 0;
const quoteFor = ({ init }: Sent, given: Partial<Quote> = {}) => {
  const { price } = JSON.parse(init.body as string) as { price: string };
  return makeQuote({ id: `qt_${(quotes += 1)}`, price: makePrice(price), ...given });
};
const quoted = (sent: Sent) => json(quoteFor(sent));

function open(routes: Routes = {}, authenticate?: Authenticate) {
  const page = openRoutes({ [PREVIEW]: quoted, ...routes }, { authenticate });
  const hook = renderHook(
    ({ subscription }: { subscription: Subscription }) => usePlanChange({ subscription, plans }),
    { wrapper: page.wrapper, initialProps: { subscription: makeSubscription() } },
  );
  return {
    ...page,
    at: () => hook.result.current.state,
    result: hook.result,
    select: (price: string) => act(() => hook.result.current.select({ price })),
    confirm: () => act(() => hook.result.current.confirm()),
    arrives: (subscription: Subscription) => hook.rerender({ subscription }),
    previews: () => page.sentTo(PREVIEW).length,
  };
}

describe('a choice', () => {
  test('[H51] is priced when it has stood for a quarter of a second', async () => {
    const { select, previews, at } = open();
    select('price_team');
    await pass(249);
    expect(previews()).toBe(0);
    select('price_big');
    await pass(249);
    expect(previews()).toBe(0);
    await pass(1);
    expect(previews()).toBe(1);
    expect(at()).toMatchObject({ phase: 'ready', quote: { price: { id: 'price_big' } } });
  });

  test('[H52] whose price comes after another choice was made is not shown', async () => {
    const late = deferred<Response>();
    const { select, at, sentTo } = open({ [PREVIEW]: [() => late.promise, quoted] });
    select('price_team');
    await pass(250);
    select('price_big');
    expect(sentTo(PREVIEW)[0]!.init.signal!.aborted).toBe(true);
    late.resolve(json(makeQuote({ id: 'qt_late' })));
    await pass(0);
    expect(at()).toMatchObject({ phase: 'previewing', quote: null });
    await pass(250);
    expect(at().quote!.price.id).toBe('price_big');
  });

  test('[H30] that could not be priced is tried twice more when that may help, and never after a 4xx', async () => {
    const { select, previews, at } = open({
      [PREVIEW]: [lost, () => failure(503, 'plan_check_unavailable'), quoted],
    });
    select('price_team');
    await pass(250 + 1000 + 2000);
    expect(previews()).toBe(3);
    expect(at().phase).toBe('ready');

    const refused = open({ [PREVIEW]: () => failure(403, 'price_not_allowed') });
    refused.select('price_team');
    await pass(10_000);
    expect(refused.previews()).toBe(1);
    expect(refused.at()).toMatchObject({ phase: 'failed', failedAt: 'preview' });
  });
});

test('[H67] a choice that was made elsewhere already is taken back, and the page is told of what there is', async () => {
  const { select, at, queryClient } = open({ [PREVIEW]: () => failure(409, 'no_change') });
  const subscriptions = billfoldKey({ scope: 'https://billing.test user_1' }, 'subscriptions', {});
  queryClient.setQueryData(subscriptions, [makeSubscription()]);
  select('price_team');
  await pass(250);
  expect(at()).toMatchObject({ phase: 'choosing', selection: null, problem: null });
  expect(queryClient.getQueryState(subscriptions)!.isInvalidated).toBe(true);
});

describe('a quote', () => {
  test('[H56] is made again half a minute before it runs out', async () => {
    const { select, previews, at } = open();
    select('price_team');
    await pass(250);
    const first = at().quote!.id;
    await pass(14.5 * 60_000 - 300);
    expect(previews()).toBe(1);
    await pass(300);
    await pass(250);
    expect(previews()).toBe(2);
    expect(at()).toMatchObject({ phase: 'ready', isQuoteFresh: true });
    expect(at().quote!.id).not.toBe(first);
  });

  test.each([
    ['an hour fast', '2026-11-20T10:00:00.000Z', 60_000],
    ['an hour slow', '2026-11-20T08:00:00.000Z', 14.5 * 60_000],
  ])(
    '[H56] is neither made again all the time nor kept too long by a clock that is %s',
    async (_, now, due) => {
      vi.setSystemTime(new Date(now));
      const { select, previews } = open();
      select('price_team');
      await pass(250);
      await pass(due - 1000);
      expect(previews()).toBe(1);
      await pass(1000);
      await pass(250);
      expect(previews()).toBe(2);
    },
  );

  test('[H56] is not made again while nobody looks at the page, but as soon as somebody does', async () => {
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const { select, previews } = open();
    select('price_team');
    await pass(250);
    await pass(10 * 3_600_000);
    await pass(250);
    expect(previews()).toBe(1);
    visibility.mockReturnValue('visible');
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    await pass(250);
    expect(previews()).toBe(2);
  });

  test('[H56] is made again when the subscription has changed, and not when old news of it arrives', async () => {
    const { select, previews, arrives } = open({
      [PREVIEW]: [quoted, (sent) => json(quoteFor(sent, { subscriptionVersion: 5 }))],
    });
    select('price_team');
    await pass(250);
    arrives(makeSubscription({ version: 5 }));
    await pass(250);
    expect(previews()).toBe(2);
    arrives(makeSubscription({ version: 4 }));
    await pass(1000);
    expect(previews()).toBe(2);
  });
});

describe('another subscription', () => {
  test.each([1, 3, 9])(
    '[H64] of version %i never confirms the quote of the one before, and is priced for itself',
    async (version) => {
      const other = 'POST /subscriptions/sub_2/preview';
      const { select, confirm, arrives, result, at, sentTo, previews } = open({
        [CHANGE]: lost,
        [other]: (sent) => json(quoteFor(sent, { subscription: 'sub_2', subscriptionVersion: version })),
        'POST /subscriptions/sub_2/change': lost,
      });
      select('price_team');
      await pass(250);
      arrives(makeSubscription({ id: 'sub_2', version }));
      expect(at()).toMatchObject({ phase: 'choosing', selection: null, quote: null });
      expect(result.current.canConfirm).toBe(false);
      confirm();
      await pass(1000);
      expect(previews()).toBe(1);
      expect(sentTo(other)).toEqual([]);

      select('price_big');
      await pass(250);
      expect(result.current.canConfirm).toBe(true);
      confirm();
      await pass(0);
      expect(sentTo('POST /subscriptions/sub_2/change')[0]!.headers.get('If-Match')).toBe(`"${version}"`);
      expect(sentTo(CHANGE)).toEqual([]);
    },
  );

  test('[H64] is not confirmed in the very moment that it is shown', async () => {
    const seen: [string, boolean][] = [];
    const page = openRoutes({ [PREVIEW]: quoted });
    const { result, rerender } = renderHook(
      ({ subscription }: { subscription: Subscription }) => {
        const change = usePlanChange({ subscription, plans });
        seen.push([subscription.id, change.canConfirm]);
        return change;
      },
      { wrapper: page.wrapper, initialProps: { subscription: makeSubscription() } },
    );
    act(() => result.current.select({ price: 'price_team' }));
    await pass(250);
    expect(seen.at(-1)).toEqual(['sub_1', true]);
    rerender({ subscription: makeSubscription({ id: 'sub_2' }) });
    expect(seen.filter(([id, canConfirm]) => id === 'sub_2' && canConfirm)).toEqual([]);
  });

  test('[H64] waits until it is clear what became of the one that was confirmed', async () => {
    const answer = deferred<Response>();
    const { select, confirm, arrives, at, sentTo } = open({ [CHANGE]: () => answer.promise });
    select('price_team');
    await pass(250);
    confirm();
    arrives(makeSubscription({ id: 'sub_2', version: 9, price: makePrice('price_team') }));
    expect(at()).toMatchObject({ phase: 'confirming', subscription: 'sub_1' });
    confirm();
    answer.resolve(json({ status: 'succeeded', subscription: changed }));
    await pass(0);
    expect(at()).toMatchObject({ phase: 'choosing', quote: null, result: null });
    expect(sentTo(CHANGE)).toHaveLength(1);
  });
});

describe('a confirmation', () => {
  async function confirmed(routes: Routes) {
    const page = open(routes);
    page.select('price_team');
    await pass(250);
    page.confirm();
    await pass(0);
    return page;
  }

  test('[H54] names the quote and the version that it was made for', async () => {
    const { sentTo, at } = await confirmed({
      [CHANGE]: () => json({ status: 'succeeded', subscription: changed }),
    });
    const [sent] = sentTo(CHANGE);
    expect(JSON.parse(sent!.init.body as string)).toEqual({ quote: expect.stringMatching(/^qt_/) as string });
    expect(sent!.headers.get('If-Match')).toBe('"3"');
    expect(at().phase).toBe('changed');
  });

  test('[H54] of a newer version than the page knows names that one, and the page is told of it', async () => {
    const page = open({ [PREVIEW]: (sent) => json(quoteFor(sent, { subscriptionVersion: 5 })) });
    const subscriptions = billfoldKey({ scope: 'https://billing.test user_1' }, 'subscriptions', {});
    page.queryClient.setQueryData(subscriptions, [makeSubscription()]);
    page.select('price_team');
    await pass(250);
    expect(page.queryClient.getQueryState(subscriptions)!.isInvalidated).toBe(true);
    page.confirm();
    await pass(0);
    expect(page.sentTo(CHANGE)[0]!.headers.get('If-Match')).toBe('"5"');
  });

  test('[H40] that nobody answered is sent again under its key, and another one under another', async () => {
    const page = await confirmed({ [CHANGE]: [lost, lost, () => failure(402, 'payment_failed'), lost] });
    for (let again = 0; again < 3; again++) {
      expect(page.result.current.canConfirm).toBe(true);
      page.confirm();
      await pass(0);
    }
    const keys = page.sentTo(CHANGE).map(({ headers }) => headers.get('Idempotency-Key'));
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).toBe(keys[0]);
    expect(keys[3]).not.toBe(keys[0]);
  });

  test('[H65] that a session did not live to see can be made after a refresh', async () => {
    const page = await confirmed({
      [CHANGE]: [
        () => failure(410, 'link_expired'),
        () => json({ status: 'succeeded', subscription: changed }),
      ],
    });
    expect(page.at()).toMatchObject({ phase: 'failed', problem: { code: 'link_expired' } });
    act(() => page.result.current.refresh());
    await pass(250);
    expect(page.at()).toMatchObject({ phase: 'ready', problem: null });
    page.confirm();
    await pass(0);
    expect(page.at().phase).toBe('changed');
  });

  test('[H68] is followed to the bank, whatever was reset meanwhile', async () => {
    const answer = deferred<Response>();
    const authenticate = vi.fn<Authenticate>(() => new Promise(() => {}));
    const page = open({ [CHANGE]: () => answer.promise }, authenticate);
    page.select('price_team');
    await pass(250);
    page.confirm();
    act(() => page.result.current.reset());
    expect(page.at().phase).toBe('confirming');
    const subscription = makeSubscription({ version: 4 });
    answer.resolve(json({ status: 'requires_action', clientSecret: 'pi_1_secret', subscription }));
    await pass(0);
    expect(page.at().phase).toBe('authenticating');
    expect(authenticate.mock.calls[0]![0]).toMatchObject({
      clientSecret: 'pi_1_secret',
      returnUrl: expect.stringContaining('sub_1.price_team.1') as string,
    });
  });

  test('[H55] that nobody answered is found to be done', async () => {
    const { arrives, at } = await confirmed({ [CHANGE]: lost });
    expect(at()).toMatchObject({ phase: 'failed', problem: { code: 'network' } });
    arrives(changed);
    expect(at()).toMatchObject({ phase: 'changed', result: changed });
  });

  test('[H53] is not possible with a quote that is being made again', async () => {
    const { select, confirm, result, sentTo } = open({ [PREVIEW]: [quoted, () => new Promise(() => {})] });
    select('price_team');
    await pass(250);
    act(() => result.current.refresh());
    expect(result.current.canConfirm).toBe(false);
    confirm();
    await pass(1000);
    expect(sentTo(CHANGE)).toEqual([]);
  });
});

test('[H36] a mistake of the developer’s is thrown where React renders', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const page = openRoutes(
    {},
    { session: async () => ({ token: 'sk_live_1', expiresAt: '2030-01-01T00:00:00.000Z' }) },
  );
  const { result } = renderHook(() => usePlanChange({ subscription: makeSubscription(), plans }), {
    wrapper: page.wrapper,
  });
  act(() => result.current.select({ price: 'price_team' }));
  await expect(pass(250)).rejects.toThrow(/secret key reached the browser/);
});

import { act, renderHook } from '@testing-library/react';
import { StrictMode, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failure, json } from '../../test/answers.js';
import { makeSubscription } from '../../test/resources.js';
import { openRoutes } from '../../test/routes.js';
import { useSubscriptions } from '../subscriptions/useSubscriptions.js';
import { useBillingReturn } from './useBillingReturn.js';
import { notePortalOpened } from './portalVisit.js';

let visibility: DocumentVisibilityState;
beforeEach(() => {
  vi.useFakeTimers();
  visibility = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

function see(next: DocumentVisibilityState): void {
  visibility = next;
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
}

const comeBack = {
  'the page comes out of the back-forward cache': () =>
    act(() => void dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))),
  'the tab is looked at again': () => see('visible'),
  'the window has the focus again': () => act(() => void dispatchEvent(new Event('focus'))),
};

/** A page that shows subscriptions, over a portal of which the test says at which version they are. */
async function open(Wrapper: (props: { children: ReactNode }) => ReactNode = ({ children }) => children) {
  const portal = { version: 3, answer: () => json({ data: [subscription()], nextCursor: null }) };
  const subscription = () => makeSubscription({ version: portal.version });
  const page = openRoutes({ 'GET /subscriptions': () => portal.answer() });
  const wrapper = ({ children }: { children: ReactNode }) => <Wrapper>{page.wrapper({ children })}</Wrapper>;
  const view = renderHook(() => ({ ...useBillingReturn(), list: useSubscriptions() }), { wrapper });
  await pass(10);
  expect(view.result.current.list.subscriptions).toHaveLength(1);
  const looks = () => page.sentTo('GET /subscriptions').length;
  return { ...view, page, portal, looks, status: () => view.result.current.status };
}

test.each(Object.entries(comeBack))(
  '[H124] after a visit to the portal everything is asked for again when %s',
  async (_what, event) => {
    const { result, page, portal, looks, status } = await open();
    expect(status()).toBe('settled');
    notePortalOpened();
    portal.version = 4;
    const invalidated = vi.spyOn(page.queryClient, 'invalidateQueries');
    event();
    expect(status()).toBe('settling');
    expect(invalidated.mock.calls[0]![0]).toMatchObject({ queryKey: ['billfold', expect.any(String)] });
    await pass(10);
    expect(result.current.list.subscriptions![0]!.version).toBe(4);
    expect(status()).toBe('settled');
    const asked = looks();

    // Once for each visit.
    for (const again of Object.values(comeBack)) again();
    await pass(40_000);
    expect(status()).toBe('settled');
    expect(looks()).toBe(asked);
  },
);

test('[H125] who was in no portal is asked for nothing, whatever the address says', async () => {
  history.replaceState(null, '', '?success=1&session_id=cs_1');
  const { looks, status } = await open();
  for (const event of Object.values(comeBack)) event();
  expect(status()).toBe('settled');
  await pass(40_000);
  expect(looks()).toBe(1);
  history.replaceState(null, '', '/');
});

test('[H126] what comes late is waited for: it is settling until a subscription has changed', async () => {
  const { portal, status } = await open();
  notePortalOpened();
  comeBack['the tab is looked at again']();
  await pass(4000);
  expect(status()).toBe('settling');
  portal.version = 4;
  await pass(4000);
  expect(status()).toBe('settled');
});

test('[H126] nobody waits for longer than half a minute', async () => {
  const { looks, status } = await open();
  notePortalOpened();
  comeBack['the tab is looked at again']();
  await pass(29_000);
  expect(status()).toBe('settling');
  await pass(2000);
  expect(status()).toBe('settled');
  const asked = looks();
  expect(asked).toBeLessThan(15);
  await pass(60_000);
  expect(looks()).toBe(asked);
});

test.each([
  [401, 'unauthorized'],
  [403, 'capability_missing'],
] as const)('[H126] %i ends it, and what fails otherwise is one look less', async (code, name) => {
  const { portal, status } = await open();
  notePortalOpened();
  const { answer } = portal;
  portal.answer = () => failure(500, 'internal');
  comeBack['the tab is looked at again']();
  await pass(2000);
  expect(status()).toBe('settling');
  portal.answer = () => failure(code, name);
  await pass(4000);
  expect(status()).toBe('settled');
  portal.answer = answer;
});

test('[H127] who leaves again before it is settled is looked for anew when they come back', async () => {
  const { looks, status } = await open();
  notePortalOpened();
  comeBack['the window has the focus again']();
  await pass(600);
  expect(status()).toBe('settling');
  see('hidden');
  expect(status()).toBe('settled');
  const asked = looks();
  await pass(40_000);
  expect(looks()).toBe(asked);
  see('visible');
  expect(status()).toBe('settling');
  await pass(40_000);
  expect(status()).toBe('settled');
  expect(looks()).toBeGreaterThan(asked);
});

test('[H127] a visit that ended where nobody looked is followed up by the next page that does', async () => {
  const before = await open();
  before.unmount();
  notePortalOpened();
  const { portal, status } = await open();
  expect(status()).toBe('settling');
  portal.version = 4;
  await pass(4000);
  expect(status()).toBe('settled');
});

test('[H128] in StrictMode too, it is looked once, and not after the page is gone', async () => {
  const { looks, status, unmount } = await open(({ children }) => <StrictMode>{children}</StrictMode>);
  const asked = looks();
  notePortalOpened();
  comeBack['the tab is looked at again']();
  await pass(10);
  expect(looks()).toBe(asked + 1);
  expect(status()).toBe('settling');
  unmount();
  await pass(40_000);
  expect(looks()).toBe(asked + 1);
  // Nobody is left to follow it up: the next test must not.
  const last = await open();
  await pass(40_000);
  last.unmount();
});

import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { deferred, failure } from '../../test/answers.js';
import { openPortal, Root, SLOW, type Page } from '../../test/portal.js';
import { useInvoices, useSession, useSubscriptions } from '../index.js';
import { useSandboxControls } from './index.js';

/** A page that shows the customer beside the controls. */
function useDemoPage() {
  const { session } = useSession();
  const { subscriptions } = useSubscriptions();
  const { data: invoices } = useInvoices();
  return { session, subscriptions, invoices, sandbox: useSandboxControls() };
}

const render = (page: Page) =>
  renderHook(useDemoPage, {
    wrapper: ({ children }: { children: ReactNode }) => <Root page={page}>{children}</Root>,
  });

async function open(scenario: Parameters<typeof openPortal>[0] = 'active') {
  const page = await openPortal(scenario);
  const { result } = render(page);
  await waitFor(() => {
    const { session, subscriptions, invoices, sandbox } = result.current;
    expect([session, subscriptions, invoices, sandbox.controls]).not.toContain(undefined);
  });
  return { page, result };
}

afterEach(() => vi.restoreAllMocks());

test(
  '[H70, H71] a month later, the time and the invoices of the page are those of a month later',
  async () => {
    const { page, result } = await open();
    const { controls } = result.current.sandbox;
    expect(controls).toMatchObject({ nextCharge: 'usual', paymentMethod: 'visa' });
    expect(controls!.scenarios).toContain('pastDue');
    const newest = result.current.invoices![0]!.id;
    page.requests.length = 0;

    act(() => result.current.sandbox.advance({ months: 1 }));
    await waitFor(() => expect(result.current.invoices![0]!.id).not.toBe(newest));
    expect(Date.parse(result.current.sandbox.controls!.now)).toBeGreaterThan(Date.parse(controls!.now));
    await waitFor(() => expect(result.current.session!.now).toBe(result.current.sandbox.controls!.now));
    expect(page.requests).not.toContain('GET /portal/v1/sandbox');
    await page.portal.close();
  },
  SLOW,
);

test(
  '[H70] what is on file and how the next charge ends is kept',
  async () => {
    const { page, result } = await open();
    act(() => result.current.sandbox.update({ nextCharge: 'fails' }));
    await waitFor(() => expect(result.current.sandbox.controls!.nextCharge).toBe('fails'));
    act(() => result.current.sandbox.update({ paymentMethod: null }));
    await waitFor(() => expect(result.current.sandbox.controls!.paymentMethod).toBeNull());
    expect(result.current.sandbox.controls!.nextCharge).toBe('fails');
    await waitFor(() => expect(result.current.subscriptions![0]!.paymentMethod).toBeNull());
    await page.portal.close();
  },
  SLOW,
);

test(
  '[H70] without a sandbox there are no controls, and the query says why',
  async () => {
    const page = await openPortal();
    const { fetch } = page;
    page.fetch = async (input, init) =>
      String(input).endsWith('/portal/v1/sandbox')
        ? failure(404, 'not_found', { customer: page.customer })
        : fetch(input, init);
    const { result } = render(page);
    await waitFor(() => expect(result.current.sandbox.error).toMatchObject({ code: 'not_found' }));
    expect(result.current.sandbox.controls).toBeUndefined();
    act(() => result.current.sandbox.advance({ days: 1 }));
    expect(result.current.sandbox.change.isIdle).toBe(true);
    await page.portal.close();
  },
  SLOW,
);

test(
  '[H73] after a switch of scenario nothing of before is shown',
  async () => {
    const { page, result } = await open();
    const { fetch } = page;
    const answering = deferred<void>();
    page.fetch = async (input, init) => {
      if (!init?.method || init.method === 'GET') await answering.promise;
      return fetch(input, init);
    };
    act(() => result.current.sandbox.switchScenario('free'));
    await waitFor(() => expect(result.current.sandbox.change.isSuccess).toBe(true));
    expect(result.current).toMatchObject({ subscriptions: undefined, invoices: undefined });
    expect(result.current.session).toBeDefined();

    answering.resolve();
    await waitFor(() => expect(result.current.subscriptions).toEqual([]));
    await waitFor(() => expect(result.current.invoices).toEqual([]));
    await page.portal.close();
  },
  SLOW,
);

test(
  '[H74] a turn that fails is not tried again by itself, and is the same turn when it is pressed again',
  async () => {
    const { page, result } = await open();
    const { fetch } = page;
    const keys: (string | null)[] = [];
    page.fetch = async (input, init) => {
      if (init?.method !== 'PATCH') return fetch(input, init);
      keys.push(new Headers(init.headers).get('Idempotency-Key'));
      throw new TypeError('Failed to fetch');
    };
    for (const presses of [1, 2]) {
      act(() => result.current.sandbox.update({ nextCharge: 'fails' }));
      await waitFor(() => expect(result.current.sandbox.change.failureCount).toBe(1));
      await waitFor(() => expect(result.current.sandbox.change.isError).toBe(true));
      expect(keys).toHaveLength(presses);
    }
    expect(keys[1]).toBe(keys[0]);
    await page.portal.close();
  },
  SLOW,
);

import type { Invoice, SandboxCatalogInput, Subscription } from '@billfold/contract';
import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { portalFor, Root, SLOW, type Page } from '../../test/portal.js';
import { useInvoices } from './useInvoices.js';

const DAILY: SandboxCatalogInput = {
  products: [
    {
      id: 'prod_daily',
      name: 'Daily',
      prices: [{ id: 'price_daily', unitAmount: 100, currency: 'usd', interval: 'day' }],
    },
  ],
};

let portal: TestPortal;
let page: Page;

/** A customer who has been billed daily, 45 times by now. */
beforeAll(async () => {
  portal = await createTestPortal({ now: new Date('2026-11-20T09:00:00.000Z') });
  await portal.merchant('PUT', '/v1/sandbox/catalog', DAILY);
  const customer = await portal.merchant<{ id: string }>('POST', '/v1/customers', { name: 'Daily Example' });
  await portal.merchant<Subscription>('POST', '/v1/sandbox/subscriptions', {
    customer: customer.id,
    price: 'price_daily',
    startAt: '2026-10-07T09:00:00.000Z',
  });
  page = portalFor(portal, customer.id);
}, SLOW);
afterAll(() => portal.close());

const render = (...input: Parameters<typeof useInvoices>) =>
  renderHook(() => useInvoices(...input), { wrapper: ({ children }) => <Root page={page}>{children}</Root> });

test('[H29, H32] 45 invoices come page after page, as one list, newest first, each once', async () => {
  page.requests.length = 0;
  const { result } = render();
  expect(result.current).toMatchObject({ isPending: true, invoices: undefined });
  await waitFor(() => expect(result.current.invoices).toHaveLength(20));
  expect(result.current).toMatchObject({ isSuccess: true, hasNextPage: true });

  await act(() => result.current.fetchNextPage());
  await waitFor(() => expect(result.current.invoices).toHaveLength(40));
  await act(() => result.current.fetchNextPage());
  await waitFor(() => expect(result.current.invoices).toHaveLength(45));
  expect(result.current.hasNextPage).toBe(false);

  const invoices = result.current.invoices!;
  expect(new Set(invoices.map(({ id }) => id)).size).toBe(45);
  expect(invoices.map(issuedAt)).toEqual(invoices.map(issuedAt).sort().reverse());
  expect(page.requests).toHaveLength(3);
  expect(page.requests[0]).toBe('GET /portal/v1/invoices');
});

test('[H32] the list is the same array until something in it changes', async () => {
  const { result, rerender } = render({ limit: 5 });
  await waitFor(() => expect(result.current.invoices).toHaveLength(5));
  const first = result.current.invoices!;
  rerender();
  expect(result.current.invoices).toBe(first);
  await act(() => result.current.refetch());
  expect(result.current.invoices).toBe(first);
  await act(() => result.current.fetchNextPage());
  await waitFor(() => expect(result.current.invoices).toHaveLength(10));
  expect(result.current.invoices![0]).toBe(first[0]);
});

test('[H29] the input narrows and cuts the list', async () => {
  const { result } = render({ status: 'paid', year: 2025, limit: 7 });
  await waitFor(() => expect(result.current.invoices).toEqual([]));
  const { result: paid } = render({ status: 'paid', year: 2026, limit: 7 });
  await waitFor(() => expect(paid.current.invoices).toHaveLength(7));
  expect(paid.current.invoices!.every(({ status }) => status === 'paid')).toBe(true);
});

const issuedAt = (invoice: Invoice) => invoice.issuedAt;

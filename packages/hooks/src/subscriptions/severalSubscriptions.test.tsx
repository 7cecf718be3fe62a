import { errorTable, type Scenario } from '@billfold/contract';
import { renderHook, waitFor } from '@testing-library/react';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, portalFor, Root, SLOW, type Page } from '../../test/portal.js';
import { useUpcomingInvoices } from '../invoices/useUpcomingInvoices.js';
import { useSubscriptions } from './useSubscriptions.js';

let first: Page;
beforeAll(async () => {
  first = await openPortal('multiSubscription');
}, SLOW);
afterAll(() => first.portal.close());

const within = (page: Page) => ({
  wrapper: ({ children }: { children: React.ReactNode }) => <Root page={page}>{children}</Root>,
});
const pageIn = async (scenario: Scenario) =>
  portalFor(first.portal, (await first.portal.createScenario(scenario)).id);

test.each([
  ['active', true],
  ['managedExternally', true],
  ['free', false],
] as const)('[H135] whether a customer in %s has a subscription: %s', async (scenario, expected) => {
  const { result } = renderHook(() => useSubscriptions(), within(await pageIn(scenario)));
  expect(result.current.hasSubscription).toBeUndefined();
  await waitFor(() => expect(result.current.hasSubscription).toBe(expected));
});

test('[H135] nobody is on a free plan because it could not be asked', async () => {
  const page = await pageIn('active');
  page.fetch = async () => Response.json({}, { status: 400 });
  const { result } = renderHook(() => useSubscriptions(), within(page));
  await waitFor(() => expect(result.current.isError).toBe(true));
  expect(result.current.hasSubscription).toBeUndefined();
});

test('[H136] each next invoice comes in the place of its subscription, and one that fails is alone', async () => {
  const reach = first.fetch;
  const { code, message } = { code: 'capability_missing', message: errorTable.capability_missing.message };
  const refused = { code, message, requestId: 'req_1', fields: null, payment: null, quote: null };
  let failing = '';
  first.fetch = async (input, init) =>
    failing && String(input).includes(`upcoming?subscription=${failing}`)
      ? Response.json({ error: refused }, { status: 403 })
      : reach(input, init);
  const { result } = renderHook(() => {
    const { subscriptions = [] } = useSubscriptions();
    failing = subscriptions[1]?.id ?? '';
    return { subscriptions, upcoming: useUpcomingInvoices(subscriptions.map(({ id }) => id)) };
  }, within(first));
  await waitFor(() => expect(result.current.upcoming[1]?.isError).toBe(true));
  await waitFor(() => expect(result.current.upcoming[2]?.upcomingInvoice).toBeDefined());
  const { subscriptions, upcoming } = result.current;
  // The first of them ends with its period: nothing is charged for it any more.
  expect(upcoming.map(({ upcomingInvoice }) => upcomingInvoice?.subscription)).toEqual([
    undefined,
    undefined,
    subscriptions[2]!.id,
  ]);
  expect(upcoming[0]!.upcomingInvoice).toBeNull();
});

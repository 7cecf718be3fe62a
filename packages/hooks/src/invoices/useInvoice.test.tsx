import { renderHook, waitFor } from '@testing-library/react';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, Root, SLOW, type Page } from '../../test/portal.js';
import { usePlans } from '../plans/usePlans.js';
import { useSession } from '../sessions/useSession.js';
import { useSubscriptions } from '../subscriptions/useSubscriptions.js';
import { useInvoice } from './useInvoice.js';
import { useInvoices } from './useInvoices.js';

let page: Page;
beforeAll(async () => {
  page = await openPortal('active');
}, SLOW);
afterAll(() => page.portal.close());

const wrapper = ({ children }: { children: React.ReactNode }) => <Root page={page}>{children}</Root>;

test('[H29] an invoice comes with its lines, which add up to what the list says', async () => {
  const { result } = renderHook(
    () => {
      const { invoices } = useInvoices({ limit: 1 });
      return { listed: invoices?.[0], ...useInvoice(invoices?.[0]?.id ?? null) };
    },
    { wrapper },
  );
  await waitFor(() => expect(result.current.invoice).toBeDefined());
  const { invoice, listed } = result.current;
  expect(invoice).toMatchObject({ ...listed });
  const sum = invoice!.lines.reduce((total, { amount }) => total + amount.amount, 0);
  expect(sum).toBe(listed!.subtotal.amount);
});

test('[H33] nothing is asked for as long as no invoice is chosen, nor plans that are not wanted yet', async () => {
  page.requests.length = 0;
  const { result } = renderHook(
    () => ({ invoice: useInvoice(null), plans: usePlans({}, { enabled: false }), session: useSession() }),
    { wrapper },
  );
  await waitFor(() => expect(result.current.session.session).toBeDefined());
  expect(result.current.invoice).toMatchObject({ fetchStatus: 'idle', invoice: undefined });
  expect(result.current.plans).toMatchObject({ fetchStatus: 'idle', plans: undefined });
  expect(page.requests).toEqual(['GET /portal/v1/session']);
});

test('[H29] session, plans and subscriptions each come under their noun', async () => {
  const { result } = renderHook(
    () => ({ ...useSession(), plans: usePlans().plans, subscriptions: useSubscriptions().subscriptions }),
    { wrapper },
  );
  await waitFor(() =>
    expect(result.current).toMatchObject({
      plans: expect.anything(),
      subscriptions: expect.anything(),
      session: expect.anything(),
    }),
  );
  const { session, plans, subscriptions } = result.current;
  expect(session!.customer.id).toBe(page.customer);
  expect(subscriptions!.map(({ status }) => status)).toEqual(['active']);
  expect(plans!.filter(({ current }) => current).map(({ id }) => id)).toEqual([
    subscriptions![0]!.product.id,
  ]);
});

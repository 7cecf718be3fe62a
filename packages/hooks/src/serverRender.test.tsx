// @vitest-environment node
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { makeSubscription } from '../test/resources.js';
import {
  BillfoldRoot,
  useActionRunner,
  useActivity,
  useBillfold,
  useBillingReturn,
  useCancellationPreview,
  useCancelSubscription,
  useDeletePendingChange,
  useInvoice,
  useInvoiceDocument,
  useInvoiceDocumentsExport,
  useInvoices,
  useOnline,
  usePauseSubscription,
  usePayInvoice,
  usePlanChange,
  usePlans,
  useResumeSubscription,
  useRetentionOffer,
  useSession,
  useSubscription,
  useSubscriptions,
  useUpcomingInvoice,
} from './index.js';

const subscription = makeSubscription();

function Everything() {
  const states = [
    useSession().status,
    useSubscriptions().status,
    usePlans().status,
    useInvoices({ year: 2026 }).status,
    useInvoice('in_1').status,
    useInvoiceDocument().status,
    useSubscription('sub_1').status,
    useUpcomingInvoice('sub_1').status,
    useCancellationPreview(subscription).status,
    useCancelSubscription(subscription).status,
    usePauseSubscription(subscription).status,
    useResumeSubscription(subscription).phase,
    useDeletePendingChange(subscription).status,
    useRetentionOffer(subscription).status,
    usePayInvoice().phase,
    usePlanChange({ subscription, plans: [] }).state.phase,
    useActionRunner().state,
    useActivity().status,
    useInvoiceDocumentsExport().status,
    useBillingReturn().status,
  ];
  const { locale, timeZone } = useBillfold();
  return <p>{[...states, useOnline(), locale, timeZone].join(' ')}</p>;
}

test('[H24, H128] every hook renders on a server, where there is no window, and asks for nothing', () => {
  expect(typeof window).toBe('undefined');
  const fetch = vi.fn();
  const session = vi.fn();
  const page = (
    <BillfoldRoot baseUrl="https://billing.test" session={session} fetch={fetch}>
      <Everything />
    </BillfoldRoot>
  );
  expect(renderToString(page)).toBe(
    '<p>pending pending pending pending pending idle pending pending pending idle idle idle idle idle idle choosing idle pending idle settled true en UTC</p>',
  );
  expect(fetch).not.toHaveBeenCalled();
  expect(session).not.toHaveBeenCalled();
});

test('[H24] two requests of a server that shares one cache between them share nothing of ours', () => {
  const shared = new QueryClient();
  const render = () =>
    renderToString(
      <QueryClientProvider client={shared}>
        <BillfoldRoot baseUrl="https://billing.test" session="/session">
          <Everything />
        </BillfoldRoot>
      </QueryClientProvider>,
    );
  render();
  render();
  const scopes = shared
    .getQueryCache()
    .getAll()
    .map(({ queryKey }) => queryKey[1]);
  expect(new Set(scopes).size).toBe(2);
});

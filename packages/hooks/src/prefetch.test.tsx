import {
  dehydrate,
  HydrationBoundary,
  QueryClient,
  QueryClientProvider,
  type DehydratedState,
} from '@tanstack/react-query';
import { act } from '@testing-library/react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import { openPortal, SLOW } from '../test/portal.js';
import { BillfoldRoot, createClient, invoicesQuery, sessionQuery, useInvoices, useSession } from './index.js';

afterEach(() => vi.restoreAllMocks());

function Billing() {
  const { session } = useSession();
  const { invoices } = useInvoices({ limit: 3 });
  return (
    <p>
      {session?.customer.id ?? 'loading'}: {invoices?.map(({ number }) => number).join(', ') ?? 'loading'}
    </p>
  );
}

test(
  '[H25] what a server prefetched is there at the first render, without a request or a difference',
  async () => {
    const page = await openPortal('active');
    const { url } = page.portal;

    // On the server: a cache of this request, filled by the exported query options.
    const ofRequest = new QueryClient();
    const client = createClient({
      baseUrl: url,
      customer: 'user_1',
      session: page.session,
      fetch: page.fetch,
    });
    await ofRequest.prefetchQuery(sessionQuery(client));
    await ofRequest.prefetchInfiniteQuery(invoicesQuery(client, { limit: 3 }));
    const state = JSON.parse(JSON.stringify(dehydrate(ofRequest))) as DehydratedState;
    const requests = page.requests.length;

    const app = (queryClient: QueryClient) => (
      <QueryClientProvider client={queryClient}>
        <HydrationBoundary state={state}>
          <BillfoldRoot baseUrl={url} customer="user_1" session={page.session} fetch={page.fetch}>
            <Billing />
          </BillfoldRoot>
        </HydrationBoundary>
      </QueryClientProvider>
    );
    const html = renderToString(app(new QueryClient()));
    expect(html).toContain(page.customer);
    expect(html).not.toContain('loading');

    // In the browser: another cache, the same markup.
    const complaints = vi.spyOn(console, 'error');
    const container = document.createElement('div');
    container.innerHTML = html;
    const text = container.textContent;
    const root = await act(async () => hydrateRoot(container, app(new QueryClient())));
    expect(container.textContent).toBe(text);
    expect(complaints).not.toHaveBeenCalled();
    expect(page.requests).toHaveLength(requests);
    expect(page.tokensMade).toBe(1);

    act(() => root.unmount());
    await page.portal.close();
  },
  SLOW,
);

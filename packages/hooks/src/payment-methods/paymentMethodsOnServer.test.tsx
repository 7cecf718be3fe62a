import { dehydrate, QueryClient, type DehydratedState, hydrate } from '@tanstack/react-query';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { openPortal, SLOW } from '../../test/portal.js';
import {
  billfoldKey,
  billingDetailsQuery,
  BillfoldRoot,
  createClient,
  paymentMethodsQuery,
  useBillingDetails,
  usePaymentMethods,
} from '../index.js';

function Billing() {
  const { paymentMethods } = usePaymentMethods();
  const { billingDetails } = useBillingDetails();
  return (
    <p>
      {paymentMethods?.map(({ last4 }) => last4).join() ?? 'loading'} {billingDetails?.kind ?? 'loading'}
    </p>
  );
}

test(
  '[H76, H110] what a server prefetched is there at the first render, under keys of its customer and noun',
  async () => {
    const page = await openPortal('active');
    const root = { baseUrl: page.portal.url, customer: 'user_1', session: page.session, fetch: page.fetch };
    const client = createClient(root);
    const ofRequest = new QueryClient();
    const paymentMethods = await ofRequest.fetchQuery(paymentMethodsQuery(client));
    await ofRequest.prefetchQuery(billingDetailsQuery(client));
    const requests = page.requests.length;
    expect(paymentMethods[0]).toMatchObject({ isDefault: true, removable: false });
    expect(
      ofRequest.getQueryCache().findAll({ queryKey: billfoldKey(client, 'payment-methods') }),
    ).toHaveLength(1);
    expect(
      ofRequest.getQueryCache().findAll({ queryKey: billfoldKey(client, 'billing-details') }),
    ).toHaveLength(1);

    const inPage = new QueryClient();
    hydrate(inPage, JSON.parse(JSON.stringify(dehydrate(ofRequest))) as DehydratedState);
    const html = renderToString(
      <BillfoldRoot {...root} queryClient={inPage}>
        <Billing />
      </BillfoldRoot>,
    );
    expect(html).toContain(paymentMethods[0]!.last4);
    expect(html).not.toContain('loading');
    expect(page.requests).toHaveLength(requests);
    await page.portal.close();
  },
  SLOW,
);

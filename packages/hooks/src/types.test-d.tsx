import {
  createCustomer,
  getInvoice,
  getInvoicePdf,
  getSession,
  listInvoices,
  type Invoice,
  type InvoiceWithLines,
  type Page,
  type Plan,
  type Session,
  type Subscription,
} from '@billfold/contract';
import { QueryClient, useSuspenseInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { expectTypeOf, test } from 'vitest';
import {
  BillfoldRoot,
  createClient,
  invoiceQuery,
  invoicesQuery,
  isBillfoldError,
  plansQuery,
  sessionQuery,
  subscriptionsQuery,
  useInvoice,
  useInvoiceDocument,
  useInvoices,
  usePlans,
  useSession,
  useSubscriptions,
  type BillfoldErrorCode,
  type DownloadedDocument,
} from './index.js';

const client = createClient({ baseUrl: '', session: { hosted: 'bps_1' } });
const queryClient = new QueryClient();

test('a call takes the input of its operation and gives its output', () => {
  expectTypeOf(client.call(getSession, {})).toEqualTypeOf<Promise<Session>>();
  expectTypeOf(client.call(listInvoices, { status: 'paid' })).toEqualTypeOf<Promise<Page<Invoice>>>();
  expectTypeOf(client.call(getInvoice, { invoice: 'in_1' })).toEqualTypeOf<Promise<InvoiceWithLines>>();
  // @ts-expect-error an invoice must be named
  void client.call(getInvoice, {});
  // @ts-expect-error there is no such status
  void client.call(listInvoices, { status: 'draft' });
  // @ts-expect-error there is no such field
  void client.call(listInvoices, { customer: 'cus_1' });
});

test('an operation for secret keys can not be called by a page', () => {
  // @ts-expect-error it is the merchant's
  void client.call(createCustomer, {});
});

test('documents are downloaded, and nothing else is', () => {
  expectTypeOf(client.download(getInvoicePdf, { invoice: 'in_1' })).toEqualTypeOf<
    Promise<DownloadedDocument>
  >();
  // @ts-expect-error a document is not JSON
  void client.call(getInvoicePdf, { invoice: 'in_1' });
  // @ts-expect-error JSON is not a document
  void client.download(getInvoice, { invoice: 'in_1' });
});

test('query options carry the type of what they cache', () => {
  expectTypeOf(queryClient.getQueryData(sessionQuery(client).queryKey)).toEqualTypeOf<Session | undefined>();
  expectTypeOf(queryClient.fetchQuery(plansQuery(client))).toEqualTypeOf<Promise<Plan[]>>();
  expectTypeOf(queryClient.fetchQuery(subscriptionsQuery(client))).toEqualTypeOf<Promise<Subscription[]>>();
  expectTypeOf(queryClient.fetchQuery(invoiceQuery(client, 'in_1'))).toEqualTypeOf<
    Promise<InvoiceWithLines>
  >();
  expectTypeOf(queryClient.getQueryData(invoicesQuery(client).queryKey)).toEqualTypeOf<
    InfiniteData<Page<Invoice>, unknown> | undefined
  >();
  expectTypeOf(useSuspenseInfiniteQuery(invoicesQuery(client)).data).toEqualTypeOf<Invoice[]>();
  // @ts-expect-error where a page begins is the query's own affair
  void invoicesQuery(client, { cursor: 'x' });
});

test('a hook gives the query, and the resource under its noun', () => {
  expectTypeOf(useSession().session).toEqualTypeOf<Session | undefined>();
  expectTypeOf(usePlans().plans).toEqualTypeOf<Plan[] | undefined>();
  expectTypeOf(useSubscriptions().subscriptions).toEqualTypeOf<Subscription[] | undefined>();
  expectTypeOf(useInvoices({ year: 2026 }).invoices).toEqualTypeOf<Invoice[] | undefined>();
  expectTypeOf(useInvoices().hasNextPage).toEqualTypeOf<boolean>();
  expectTypeOf(useInvoice(null).invoice).toEqualTypeOf<InvoiceWithLines | undefined>();
  expectTypeOf(useInvoiceDocument().download).toBeCallableWith({ invoice: 'in_1', kind: 'receipt' });
  // @ts-expect-error there are two kinds
  useInvoiceDocument().download({ invoice: 'in_1', kind: 'pdf' });
});

test('an error is switched on by its code', () => {
  const { error } = useSession();
  if (isBillfoldError(error)) expectTypeOf(error.code).toEqualTypeOf<BillfoldErrorCode>();
  expectTypeOf<'network' | 'timeout' | 'unauthorized'>().toExtend<BillfoldErrorCode>();
});

test('a root needs to know where the portal is and where the credential comes from', () => {
  <BillfoldRoot baseUrl="" session={{ hosted: 'bps_1' }} />;
  <BillfoldRoot baseUrl="https://billing.example.com" session="/api/billing/session" />;
  // @ts-expect-error without a session nobody's billing can be shown
  <BillfoldRoot baseUrl="" />;
});

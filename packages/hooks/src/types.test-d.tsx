import {
  changeSubscription,
  createCustomer,
  getInvoice,
  getInvoicePdf,
  getSession,
  listInvoices,
  type BillingDetails,
  type Invoice,
  type InvoiceWithLines,
  type Page,
  type PaymentMethod,
  type Plan,
  type Quote,
  type Session,
  type Subscription,
  type SubscriptionName,
  type SubscriptionResult,
  type UpcomingInvoice,
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
  subscriptionQuery,
  upcomingInvoiceQuery,
  useActionRunner,
  useAddPaymentMethod,
  useBillingDetails,
  useCancelSubscription,
  useDeletePendingChange,
  useInvoice,
  useInvoiceDocument,
  useInvoices,
  useInvoicesExport,
  usePauseSubscription,
  usePayInvoice,
  usePaymentMethods,
  usePlanChange,
  usePlans,
  useResumeSubscription,
  useRemovePaymentMethod,
  useRetentionOffer,
  useSaveBillingDetails,
  useSession,
  useSetDefaultPaymentMethod,
  useSubscription,
  useSubscriptions,
  useUpcomingInvoice,
  type ActionOutcome,
  type Authenticate,
  type BillfoldErrorCode,
  type BillingDetailsOutcome,
  type DownloadedDocument,
  type PaymentFieldsHandle,
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

test('a payment method goes from its fields to the list', () => {
  const { submit, status, paymentMethod, moved } = useAddPaymentMethod({ makeDefault: true });
  expectTypeOf(submit).parameter(0).toEqualTypeOf<PaymentFieldsHandle>();
  expectTypeOf(status).toEqualTypeOf<
    'idle' | 'preparing' | 'confirming' | 'finishing' | 'succeeded' | 'pending' | 'failed' | 'unknown'
  >();
  expectTypeOf(paymentMethod).toEqualTypeOf<PaymentMethod | null>();
  expectTypeOf(moved).toEqualTypeOf<readonly SubscriptionName[]>();
  expectTypeOf(usePaymentMethods().paymentMethods).toEqualTypeOf<PaymentMethod[] | undefined>();
  expectTypeOf(useSetDefaultPaymentMethod().setDefault).toBeCallableWith({ paymentMethod: 'pm_1' });
  expectTypeOf(useRemovePaymentMethod().remove).toBeCallableWith('pm_1');
  expectTypeOf(useInvoicesExport().download).toBeCallableWith({ year: 2026 });
});

test('billing details are saved in one call, and what became of it is told, not thrown', () => {
  const { save } = useSaveBillingDetails();
  expectTypeOf(save).toBeCallableWith({
    changes: { name: 'Example GmbH', phone: null },
    addTaxIds: [{ key: 'row_1', type: 'eu_vat', value: 'DE136695976' }],
    removeTaxIds: ['txi_1'],
  });
  expectTypeOf(save).returns.resolves.toEqualTypeOf<BillingDetailsOutcome>();
  // @ts-expect-error the sign-in address is not theirs to change
  void save({ changes: { email: 'ada@example.com' } });
  expectTypeOf(useBillingDetails().billingDetails).toEqualTypeOf<BillingDetails | undefined>();
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

test('a change names the version that was seen, beside its input', () => {
  const options = { idempotencyKey: 'intent-1', version: 3 };
  expectTypeOf(
    client.call(changeSubscription, { subscription: 'sub_1', quote: 'qt_1' }, options),
  ).toEqualTypeOf<Promise<SubscriptionResult>>();
  // @ts-expect-error no amount can be sent
  void client.call(changeSubscription, { subscription: 'sub_1', quote: 'qt_1', dueNow: 1 }, options);
});

test('one subscription and what comes next can be null before they are known, and after', () => {
  expectTypeOf(useSubscription(null).subscription).toEqualTypeOf<Subscription | undefined>();
  expectTypeOf(queryClient.fetchQuery(subscriptionQuery(client, 'sub_1'))).toEqualTypeOf<
    Promise<Subscription>
  >();
  expectTypeOf(useUpcomingInvoice('sub_1').upcomingInvoice).toEqualTypeOf<
    UpcomingInvoice | null | undefined
  >();
  expectTypeOf(queryClient.fetchQuery(upcomingInvoiceQuery(client, 'sub_1'))).toEqualTypeOf<
    Promise<UpcomingInvoice | null>
  >();
  expectTypeOf(usePlans({ subscription: 'sub_1' }).plans).toEqualTypeOf<Plan[] | undefined>();
});

test('a write is a verb, and the mutation under it tells what became of it', () => {
  const subscription = undefined;
  const { pause, options, data } = usePauseSubscription(subscription);
  expectTypeOf(pause).toBeCallableWith({ resumesAt: '2027-01-01T00:00:00.000Z' });
  expectTypeOf(options).toEqualTypeOf<{ months: number; resumesAt: string }[]>();
  expectTypeOf(data).toEqualTypeOf<Subscription | undefined>();
  expectTypeOf(useDeletePendingChange(subscription).deletePendingChange).toBeCallableWith();
  expectTypeOf(useResumeSubscription(subscription).resume).toBeCallableWith();
  expectTypeOf(useResumeSubscription(subscription).data).toEqualTypeOf<SubscriptionResult | undefined>();
  expectTypeOf(usePayInvoice().pay).toBeCallableWith(
    'in_1',
    { paymentMethod: 'pm_1' },
    { onSuccess: () => {} },
  );
  expectTypeOf(usePayInvoice().phase).toEqualTypeOf<
    'idle' | 'sending' | 'authenticating' | 'settling' | 'succeeded' | 'failed'
  >();

  const { cancel, acceptOffer, variables } = useCancelSubscription(subscription, { enabled: false });
  expectTypeOf(cancel).toBeCallableWith();
  expectTypeOf(acceptOffer).toBeCallableWith({ feedback: 'unused', comment: 'We moved on.' });
  expectTypeOf(variables?.verb).toEqualTypeOf<'cancel' | 'keep' | 'accept_offer' | undefined>();
  expectTypeOf(useRetentionOffer(subscription).accept).toBeCallableWith({ feedback: 'too_expensive' });
  // @ts-expect-error there is no such reason
  cancel({ feedback: 'bored' });
});

test('a change of plan spreads over native controls', () => {
  const change = usePlanChange({ subscription: undefined, plans: undefined });
  const [price] = change.getPrices({} as Plan);
  const [interval] = change.intervals;
  <>
    <input {...change.getPriceProps(price!)} />
    <input {...change.getIntervalProps(interval!)} />
    <input {...change.getQuantityProps()} />
    <input {...change.getPromotionCodeProps()} />
    <button {...change.getConfirmProps()} type="button" />
    <div ref={change.containerRef} />
  </>;
  expectTypeOf(change.select).toBeCallableWith({ quantity: 3 });
  expectTypeOf(change.state.quote).toEqualTypeOf<Quote | null>();
  // @ts-expect-error amounts are the portal's affair
  change.select({ amount: 1 });
});

test('a payment is for a subscription or for an invoice', () => {
  const { run, follow } = useActionRunner();
  expectTypeOf(run('pi_1_secret', { invoice: 'in_1' })).toEqualTypeOf<Promise<ActionOutcome>>();
  expectTypeOf(follow).toBeCallableWith({ subscription: 'sub_1', price: 'price_1', quantity: 1 });
  // @ts-expect-error it must be said for what
  void run('pi_1_secret', {});
});

test('whoever bills says how their bank is asked', () => {
  const authenticate: Authenticate = async ({ clientSecret, container, signal }) => {
    expectTypeOf(clientSecret).toEqualTypeOf<string>();
    expectTypeOf(container).toEqualTypeOf<HTMLElement | null>();
    expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
    return 'authenticated';
  };
  <BillfoldRoot baseUrl="" session={{ hosted: 'bps_1' }} authenticate={authenticate} />;
  // @ts-expect-error what happened must be one of three
  <BillfoldRoot baseUrl="" session={{ hosted: 'bps_1' }} authenticate={async () => 'ok'} />;
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

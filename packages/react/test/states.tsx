import type { ReactElement } from 'react';
import { InvoiceListView, type InvoiceListViewProps } from '../src/components/InvoiceList/index.js';
import {
  ManageBillingButton,
  type ManageBillingButtonProps,
} from '../src/components/ManageBillingButton/index.js';
import {
  SubscriptionSummaryView,
  type SubscriptionSummaryViewProps,
} from '../src/components/SubscriptionSummary/index.js';
import { sectionStates, type SectionState } from '../src/primitives/sectionState.js';
import {
  makeInvoice,
  makeOpenInvoice,
  makePayment,
  makePrice,
  makeSubscription,
  money,
  NOW,
} from './builders.js';
import { activityComponents } from './activityStates.js';
import { billingDetailsComponents } from './billingDetailsStates.js';
import { changeComponents } from './changeStates.js';
import type { Conformance, HostProps } from './describeComponent.js';
import { overviewComponents } from './overviewStates.js';
import { paymentMethodComponents } from './paymentMethodStates.js';
import { planComponents } from './planStates.js';

const nothing = () => {};
const problem = { code: 'internal', requestId: 'req_1' };
const end = '2026-12-14T00:00:00.000Z';

/** States in which nothing is known, or known to be there. */
const without: readonly SectionState[] = ['loading', 'empty'];

/** Every state of a section, each with everything that it can show at once. */
const inEveryState = (element: (state: SectionState, props: HostProps) => ReactElement) =>
  Object.fromEntries(sectionStates.map((state) => [state, (props: HostProps) => element(state, props)]));

const failed = makeOpenInvoice({ number: 'INV-0003', payment: makePayment('failed') });
const partlyRefunded = makeInvoice({ number: 'INV-0002', amountRefunded: money(1200) });
const partlyPaid = makeOpenInvoice({
  number: 'INV-0001',
  amountPaid: money(2000),
  amountRemaining: money(2800),
});

/** An invoice list that can do everything. */
export const invoiceListView = (props: Partial<InvoiceListViewProps> & HostProps = {}) => (
  <InvoiceListView
    state="ready"
    invoices={[failed, partlyRefunded, partlyPaid]}
    now={NOW}
    onFilter={nothing}
    onShowMore={nothing}
    more={{ count: 20, state: 'ready' }}
    onDownload={nothing}
    onExport={nothing}
    onExportDocuments={nothing}
    onPay={nothing}
    onRetry={nothing}
    onSignIn={nothing}
    {...(props as object)}
  />
);

/** A summary of one active subscription. */
export const subscriptionSummaryView = (props: Partial<SubscriptionSummaryViewProps> & HostProps = {}) => (
  <SubscriptionSummaryView
    state="ready"
    subscriptions={[makeSubscription()]}
    onRetry={nothing}
    onSignIn={nothing}
    {...(props as object)}
  />
);

/** The way to the portal of an app at this origin. */
export const manageBillingButton = (props: Partial<ManageBillingButtonProps> & HostProps = {}) => (
  <ManageBillingButton action="/api/billing/portal" {...(props as object)} />
);

/** Every component in each of its states, for what all of them promise. */
export const components: Record<string, Conformance> = {
  ...activityComponents,
  ...billingDetailsComponents,
  ...changeComponents,
  ...overviewComponents,
  ...paymentMethodComponents,
  ...planComponents,
  InvoiceList: {
    className: 'bf-InvoiceList',
    states: inEveryState((state, props) =>
      invoiceListView({
        ...props,
        state,
        problem,
        ...(without.includes(state) && { invoices: [] }),
        exported: { code: 'network', requestId: null },
        exportedDocuments: { code: 'too_many_documents', requestId: null },
        downloads: {
          [`${partlyRefunded.id} invoice`]: 'busy',
          [`${failed.id} invoice`]: { code: 'network', requestId: null },
        },
      }),
    ),
    data: [
      'INV-0003',
      'INV-0002',
      'INV-0001',
      '$48.00',
      '$28.00',
      '$12.00',
      'Nov 14, 2026',
      ...Array.from({ length: 10 }, (_, index) => String(2026 - index)),
    ],
  },
  SubscriptionSummary: {
    className: 'bf-SubscriptionSummary',
    states: inEveryState((state, props) =>
      subscriptionSummaryView({
        ...props,
        state,
        problem,
        subscriptions: without.includes(state)
          ? []
          : [
              makeSubscription(),
              makeSubscription({ id: 'sub_2', status: 'trialing', trialEndAt: end }),
              makeSubscription({ id: 'sub_3', cancelAt: end, price: makePrice({ scheme: 'per_seat' }) }),
              makeSubscription({ id: 'sub_4', status: 'past_due' }),
              makeSubscription({ id: 'sub_5', status: 'paused' }),
            ],
      }),
    ),
    data: ['Team', '$48.00', 'Dec 14, 2026'],
  },
  ManageBillingButton: {
    className: 'bf-ManageBillingButton',
    states: { ready: manageBillingButton },
    data: [],
  },
};

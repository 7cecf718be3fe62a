import {
  BillingOverviewView,
  type BillingOverviewViewProps,
  type NextInvoice,
} from '../src/components/BillingOverview/index.js';
import { sectionStates } from '../src/primitives/sectionState.js';
import { makeSubscription, makeUpcomingInvoice, money } from './builders.js';
import { makePendingChange } from './changeBuilders.js';
import type { Conformance, HostProps } from './describeComponent.js';

const nothing = () => {};
const problem = { code: 'internal', requestId: 'req_1' };
const end = '2026-12-14T00:00:00.000Z';

/** A next invoice that is known. */
export const known = (differs: Parameters<typeof makeUpcomingInvoice>[0] = {}): NextInvoice => ({
  status: 'known',
  invoice: makeUpcomingInvoice(differs),
});

/** A subscription that somebody else bills. */
export const billedElsewhere = () =>
  makeSubscription({
    id: 'sub_9',
    renewsAt: null,
    paymentMethod: null,
    managedBy: { name: 'Example App Store', manageUrl: 'https://example.com/app-store/subscriptions' },
  });

/** An overdue invoice of $48.00. */
export const overdueInvoice = {
  id: 'in_9',
  amountRemaining: money(4800),
  failure: 'contact_bank' as const,
  method: null,
  attemptedAt: '2026-11-18T00:00:00.000Z',
  nextAttemptAt: end,
};

/** Everything that can stand in an overview at once. */
export const manyAtOnce: Pick<BillingOverviewViewProps, 'subscriptions' | 'next'> = {
  subscriptions: [
    makeSubscription({ pendingChange: makePendingChange() }),
    makeSubscription({ id: 'sub_2', status: 'past_due', overdueInvoice }),
    makeSubscription({ id: 'sub_3', status: 'trialing', trialEndAt: end }),
    makeSubscription({ id: 'sub_4', cancelAt: end, renewsAt: null }),
    makeSubscription({ id: 'sub_5', pause: { startsAt: end, resumesAt: '2027-01-14T00:00:00.000Z' } }),
    makeSubscription({ id: 'sub_6' }),
    billedElsewhere(),
  ],
  next: {
    sub_1: known({ balanceApplied: money(500), amountDue: money(5212) }),
    sub_3: { status: 'failed' },
    sub_4: { status: 'known', invoice: null },
    sub_5: known({ paymentMethod: null }),
  },
};

/** Where each section of the host's page is. */
export const hrefs = {
  plan: '#change',
  payment_methods: '#payment',
  invoices: '#invoices',
  billing_details: '#details',
};

/** One plan that renews, with ways to the sections. */
export const billingOverviewView = (props: Partial<BillingOverviewViewProps> & HostProps = {}) => (
  <BillingOverviewView
    state="ready"
    subscriptions={[makeSubscription()]}
    next={{ sub_1: known() }}
    hrefs={hrefs}
    onRetry={nothing}
    onRetryNext={nothing}
    onSignIn={nothing}
    {...(props as object)}
  />
);

/** The overview in each of its states. */
export const overviewComponents: Record<string, Conformance> = {
  BillingOverview: {
    className: 'bf-BillingOverview',
    states: Object.fromEntries(
      sectionStates.map((state) => [
        state,
        (props: HostProps) =>
          billingOverviewView({
            ...props,
            ...(['loading', 'empty'].includes(state) ? { subscriptions: [], next: {} } : manyAtOnce),
            state,
            problem,
          }),
      ]),
    ),
    data: ['Team', '$48.00', '$52.12', '$57.12', '$5.00', 'Dec 14, 2026', 'Jan 14, 2027'],
  },
};

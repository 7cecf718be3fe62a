import type { ReactElement } from 'react';
import {
  CancelSubscriptionView,
  type CancelFlowFacts,
  type CancelSubscriptionViewProps,
} from '../src/components/CancelSubscription/index.js';
import { PastDueBannerView, type PastDueBannerViewProps } from '../src/components/PastDueBanner/index.js';
import {
  PauseSubscriptionView,
  type PauseSubscriptionViewProps,
} from '../src/components/PauseSubscription/index.js';
import {
  PendingChangeBannerView,
  type PendingChangeBannerViewProps,
} from '../src/components/PendingChangeBanner/index.js';
import { TrialBannerView, type TrialBannerViewProps } from '../src/components/TrialBanner/index.js';
import { sectionStates } from '../src/primitives/sectionState.js';
import { makeSubscription, makeUpcomingInvoice, money, NOW } from './builders.js';
import {
  makeCancellationPreview,
  makeOverdueInvoice,
  makePendingChange,
  makeRetentionOffer,
  pauseOptions,
} from './changeBuilders.js';
import type { Conformance, HostProps } from './describeComponent.js';

const nothing = () => {};
const problem = { code: 'internal', requestId: 'req_1' };
const trialing = makeSubscription({ status: 'trialing', trialEndAt: '2026-11-23T14:00:00.000Z' });

/** A decision on one screen that has everything to say. */
export const cancelFlow = (differs: Partial<CancelFlowFacts> = {}): CancelFlowFacts => ({
  mode: 'single',
  preview: makeCancellationPreview({ retentionOffer: makeRetentionOffer() }),
  reasons: ['too_expensive', 'missing_features', 'unused', 'other'],
  progress: 'idle',
  onKeep: nothing,
  onCancel: nothing,
  onAcceptOffer: nothing,
  ...differs,
});

/** The way to cancel one active subscription. */
export const cancelSubscriptionView = ({
  flow,
  ...props
}: Partial<Omit<CancelSubscriptionViewProps, 'flow'>> & {
  flow?: Partial<CancelFlowFacts>;
} & HostProps = {}) => (
  <CancelSubscriptionView
    state="ready"
    subscriptions={[makeSubscription()]}
    subscription={makeSubscription()}
    isOpen={false}
    flow={cancelFlow(flow)}
    onOpen={nothing}
    onUndo={nothing}
    onRetry={nothing}
    onSignIn={nothing}
    {...(props as object)}
  />
);

/** The decision, open in its place. */
export const cancelDecisionView = (props: Parameters<typeof cancelSubscriptionView>[0] = {}) =>
  cancelSubscriptionView({ presentation: 'inline', isOpen: true, ...props });

/** The way to pause one active subscription. */
export const pauseSubscriptionView = (props: Partial<PauseSubscriptionViewProps> & HostProps = {}) => (
  <PauseSubscriptionView
    state="ready"
    subscriptions={[makeSubscription()]}
    subscription={makeSubscription()}
    options={pauseOptions}
    progress="idle"
    onPause={nothing}
    onResume={nothing}
    onRetry={nothing}
    onSignIn={nothing}
    {...(props as object)}
  />
);

/** A change to another plan that is going to come. */
export const pendingChangeBannerView = (props: Partial<PendingChangeBannerViewProps> & HostProps = {}) => (
  <PendingChangeBannerView
    state="ready"
    subscription={makeSubscription({ pendingChange: makePendingChange() })}
    onUndo={nothing}
    {...(props as object)}
  />
);

/** A trial that ends in three days and is then charged. */
export const trialBannerView = (props: Partial<TrialBannerViewProps> & HostProps = {}) => (
  <TrialBannerView
    subscription={trialing}
    upcomingInvoice={makeUpcomingInvoice()}
    now={NOW}
    {...(props as object)}
  />
);

/** A payment that was refused for lack of funds. */
export const pastDueBannerView = (props: Partial<PastDueBannerViewProps> & HostProps = {}) => (
  <PastDueBannerView
    state="due"
    subscription={makeSubscription({ status: 'past_due', overdueInvoice: makeOverdueInvoice() })}
    onPay={nothing}
    {...(props as object)}
  />
);

/** States in which there is nothing to act on. */
const known = sectionStates.filter((state) => state !== 'empty');

const inStates = <State extends string>(
  states: readonly State[],
  element: (state: State, props: HostProps) => ReactElement,
) => Object.fromEntries(states.map((state) => [state, (props: HostProps) => element(state, props)]));

const data = [
  'Team',
  'Business',
  'Jordan Example',
  'jordan@example.com',
  'sub_1',
  '$48.00',
  '$96.00',
  '$38.40',
  '20%',
  '10 projects',
  'Priority support',
  'Nov 23, 2026, 2:00 PM UTC',
  'Dec 14, 2026',
  'Nov 14, 2026',
  'Nov 17, 2026',
  'Jan 14, 2027',
  'Feb 14, 2027',
  'Mar 14, 2027',
];

/** What changes a subscription, and what tells of changes, in each of its states. */
export const changeComponents: Record<string, Conformance> = {
  CancelSubscription: {
    className: 'bf-CancelSubscription',
    states: inStates(known, (state, props) =>
      cancelDecisionView({
        ...props,
        state,
        loadProblem: problem,
        ...(state === 'loading' && { subscription: undefined, subscriptions: [] }),
        flow: {
          ...(state === 'refreshing' && {
            mode: 'strict',
            customer: { name: 'Jordan Example', email: 'jordan@example.com' },
          }),
          ...(state === 'offline' && { mode: 'guided', problem }),
          pauseOptions,
          onPause: nothing,
          onChangePlan: nothing,
        },
      }),
    ),
    data,
  },
  PauseSubscription: {
    className: 'bf-PauseSubscription',
    states: inStates(known, (state, props) =>
      pauseSubscriptionView({
        ...props,
        state,
        loadProblem: problem,
        ...(state === 'loading' && { subscription: undefined, subscriptions: [] }),
        ...(state === 'refreshing' && {
          subscription: makeSubscription({
            status: 'paused',
            pause: { startsAt: '2026-12-14T00:00:00.000Z', resumesAt: '2027-01-14T00:00:00.000Z' },
          }),
          resumeAmount: money(4800),
          progress: 'authenticating',
          problem,
        }),
      }),
    ),
    data,
  },
  PendingChangeBanner: {
    className: 'bf-PendingChangeBanner',
    states: inStates(['ready', 'undoing', 'undone'] as const, (state, props) =>
      pendingChangeBannerView({ ...props, state, problem: state === 'ready' ? problem : null }),
    ),
    data,
  },
  TrialBanner: {
    className: 'bf-TrialBanner',
    states: inStates(['ready', 'ending'] as const, (state, props) =>
      trialBannerView({
        ...props,
        subscription: { ...trialing, cancelAt: state === 'ending' ? trialing.trialEndAt : null },
      }),
    ),
    data,
  },
  PastDueBanner: {
    className: 'bf-PastDueBanner',
    states: inStates(['due', 'paying', 'authenticating', 'settling', 'received'] as const, (state, props) =>
      pastDueBannerView({ ...props, state, problem: { ...problem, failure: 'contact_bank' } }),
    ),
    data,
  },
};

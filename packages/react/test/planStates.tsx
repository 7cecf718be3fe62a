import { PlanSwitcherView, type PlanSwitcherViewProps } from '../src/components/PlanSwitcher/index.js';
import {
  UpcomingInvoiceView,
  type UpcomingInvoiceViewProps,
} from '../src/components/UpcomingInvoice/index.js';
import { sectionStates } from '../src/primitives/sectionState.js';
import {
  makeChange,
  makeLaterQuote,
  makePlans,
  makePrice,
  makeReadyChange,
  makeSubscription,
  makeUpcomingInvoice,
  money,
} from './builders.js';
import { makePendingChange } from './changeBuilders.js';
import type { Conformance, HostProps } from './describeComponent.js';

const nothing = () => {};
const problem = { code: 'internal', requestId: 'req_1' };

/** The three plans, with seats from two to a hundred. */
export const plansBySeat = () =>
  makePlans().map((plan) => ({
    ...plan,
    prices: plan.prices.map((price) => ({
      ...price,
      scheme: 'per_seat' as const,
      quantity: { adjustable: true, min: 2, max: 100 },
    })),
  }));

/** A subscription to one of them, with six seats. */
export const teamBySeat = makeSubscription({
  quantity: 6,
  amount: money(28_800),
  price: makePrice({ scheme: 'per_seat' }),
});

/** Three plans of which the one in the middle is the customer's, and everything that can be done with them. */
export const planSwitcherProps: PlanSwitcherViewProps = {
  state: 'ready',
  subscriptions: [makeSubscription()],
  subscription: makeSubscription(),
  plans: makePlans(),
  change: makeChange(),
  interval: { interval: 'month', intervalCount: 1 },
  onInterval: nothing,
  onSelect: nothing,
  onPromotionCode: nothing,
  onConfirm: nothing,
  onKeep: nothing,
  onPreview: nothing,
  onRetry: nothing,
};

/** The same, with what differs. */
export const planSwitcherView = (props: Partial<PlanSwitcherViewProps> & HostProps = {}) => (
  <PlanSwitcherView {...planSwitcherProps} onSignIn={nothing} {...(props as object)} />
);

/** The next invoice of one subscription. */
export const upcomingInvoiceView = (props: Partial<UpcomingInvoiceViewProps> & HostProps = {}) => (
  <UpcomingInvoiceView
    state="ready"
    invoice={makeUpcomingInvoice()}
    subscriptions={[makeSubscription()]}
    subscription="sub_1"
    onRetry={nothing}
    onSignIn={nothing}
    {...(props as object)}
  />
);

/** A switcher in the midst of a change, with as much as can be said at once. */
const busySwitcher = (props: Partial<PlanSwitcherViewProps> & HostProps) =>
  planSwitcherView({
    subscriptions: [makeSubscription(), makeSubscription({ id: 'sub_2', quantity: 6 })],
    onSubscription: nothing,
    subscription: makeSubscription({ pendingChange: makePendingChange() }),
    undo: { state: 'ready', problem, onUndo: nothing },
    plans: plansBySeat().map((plan) => ({
      ...plan,
      prices: plan.prices.map((price, index) => ({
        ...price,
        saving: price.saving && { ...price.saving, percent: 10 + index },
      })),
    })),
    change: makeReadyChange(
      makeLaterQuote({
        blockers: [
          { code: 'app', message: 'Remove 5 members first.' },
          { code: 'payment_method_required', message: null },
        ],
        warnings: [{ code: 'ends_discount', message: null }],
        gainedFeatures: ['A smaller bill'],
        consentRequired: true,
      }),
      { problem: { code: 'payment_failed', requestId: null }, failedAt: 'confirmation' },
    ),
    ...props,
  });

const nothingKnown = ['loading', 'empty'];

/** Choosing a plan, and what is charged next, in each of their states. */
export const planComponents: Record<string, Conformance> = {
  PlanSwitcher: {
    className: 'bf-PlanSwitcher',
    states: Object.fromEntries(
      sectionStates.map((state) => [
        state,
        (props: HostProps) =>
          nothingKnown.includes(state)
            ? planSwitcherView({ ...props, state, subscription: null, plans: [] })
            : busySwitcher({ ...props, state, problem }),
      ]),
    ),
    data: [
      'Remove 5 members first.',
      'A smaller bill',
      ...makePlans().flatMap(({ description, features }) => [description!, ...features]),
      'Starter',
      'Team',
      'Business',
      'sub_1',
      'sub_2',
      '$12.00',
      '$48.00',
      '$96.00',
      '$120.00',
      '$0.00',
      '$14.28',
      'Dec 14, 2026',
    ],
  },
  UpcomingInvoice: {
    className: 'bf-UpcomingInvoice',
    states: Object.fromEntries(
      sectionStates.map((state) => [
        state,
        (props: HostProps) =>
          upcomingInvoiceView({
            ...props,
            state,
            problem,
            invoice: nothingKnown.includes(state)
              ? null
              : makeUpcomingInvoice({
                  discount: money(480),
                  balanceApplied: money(500),
                  amountDue: money(5212),
                }),
          }),
      ]),
    ),
    data: [
      'Team, by the month',
      '$48.00',
      '-$4.80',
      '$9.12',
      '-$5.00',
      '$52.12',
      'Dec 14, 2026',
      'Jan 14, 2027',
    ],
  },
};

import {
  PaymentMethodFormView,
  type PaymentMethodEntryFacts,
  type PaymentMethodFormViewProps,
} from '../src/components/PaymentMethodForm/index.js';
import {
  PaymentMethodListView,
  type PaymentMethodListViewProps,
} from '../src/components/PaymentMethodList/index.js';
import { sectionStates } from '../src/primitives/sectionState.js';
import { NOW } from './builders.js';
import type { Conformance, HostProps } from './describeComponent.js';
import { makeDebit, makePaymentMethod, makeSpareCard } from './paymentMethodBuilders.js';

const nothing = () => {};
const problem = { code: 'internal', requestId: 'req_1' };

/** A list that can do everything. */
export const paymentMethodListView = (props: Partial<PaymentMethodListViewProps> & HostProps = {}) => (
  <PaymentMethodListView
    state="ready"
    paymentMethods={[makePaymentMethod(), makeSpareCard()]}
    now={NOW}
    onAdd={nothing}
    onAsk={nothing}
    onConfirm={nothing}
    onLeave={nothing}
    onRetry={nothing}
    onSignIn={nothing}
    {...(props as object)}
  />
);

/** A form that is ready to be filled in; say what differs. */
export const makeEntry = (differs: Partial<PaymentMethodEntryFacts> = {}): PaymentMethodEntryFacts => ({
  fields: <div data-testid="fields" style={{ blockSize: '12rem' }} />,
  condition: 'ready',
  phase: 'idle',
  use: { isChosen: true, plans: ['Team'], isFirst: false },
  supportUrl: 'https://example.com/support',
  onUse: nothing,
  onSubmit: nothing,
  onCancel: nothing,
  onRetry: nothing,
  ...differs,
});

/** A form in the provider's fields. */
export const paymentMethodFormView = ({
  entry,
  ...props
}: Partial<Omit<PaymentMethodFormViewProps, 'entry'>> & {
  entry?: Partial<PaymentMethodEntryFacts>;
} & HostProps = {}) => (
  <PaymentMethodFormView
    state="ready"
    entry={makeEntry(entry)}
    onRetry={nothing}
    onSignIn={nothing}
    {...(props as object)}
  />
);

/** What a form has to say, one thing for each state of its section. */
const entries: Record<string, Partial<PaymentMethodEntryFacts>> = {
  ready: {
    phase: 'failed',
    problem: { code: 'payment_failed', requestId: null, failure: 'insufficient_funds' },
  },
  refreshing: { condition: 'slow', phase: 'idle' },
  offline: { condition: 'blocked', isOnline: false },
  expired: { phase: 'unknown' },
};

/** Payment methods, and the form for one, in each of their states. */
export const paymentMethodComponents: Record<string, Conformance> = {
  PaymentMethodList: {
    className: 'bf-PaymentMethodList',
    states: Object.fromEntries(
      sectionStates.map((state) => [
        state,
        (props: HostProps) =>
          paymentMethodListView({
            ...props,
            state,
            problem,
            outcome: state === 'ready' ? { what: 'added', method: makeDebit(), moved: [] } : null,
            paymentMethods:
              state === 'loading' || state === 'empty'
                ? []
                : [
                    makePaymentMethod({
                      wallet: 'apple_pay',
                      expiry: { month: 11, year: 2026 },
                      expiresAt: '2026-12-01T00:00:00.000Z',
                    }),
                    makeSpareCard({
                      expiry: { month: 1, year: 2026 },
                      expiresAt: '2026-02-01T00:00:00.000Z',
                    }),
                    makeDebit(),
                  ],
          }),
      ]),
    ),
    data: ['Jordan Example', 'Example Bank', 'Nov 30, 2026', 'Mar 2, 2026', 'MX-9931'],
  },
  PaymentMethodForm: {
    className: 'bf-PaymentMethodForm',
    states: Object.fromEntries(
      sectionStates
        .filter((state) => state !== 'empty')
        .map((state) => [
          state,
          (props: HostProps) => paymentMethodFormView({ ...props, state, problem, entry: entries[state] }),
        ]),
    ),
    data: [],
  },
};

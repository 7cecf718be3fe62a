import type { ActivityEntry, ActivityType } from '@billfold/contract';
import {
  BillingActivityView,
  type BillingActivityViewProps,
} from '../src/components/BillingActivity/index.js';
import { sectionStates } from '../src/primitives/sectionState.js';
import { money } from './builders.js';
import type { Conformance, HostProps } from './describeComponent.js';

const nothing = () => {};
let made = 0;

/** A customer's change of plan from Starter to Team; say what differs. */
export function makeActivity(differs: Partial<ActivityEntry> = {}): ActivityEntry {
  made += 1;
  return {
    id: `aud_${made}`,
    type: 'plan_changed',
    at: '2026-11-20T09:00:00.000Z',
    by: 'customer',
    actorName: null,
    subject: 'Team',
    before: 'Starter',
    after: 'Team',
    amount: null,
    effectiveAt: null,
    ...differs,
  };
}

const bare = { before: null, after: null };

/** One line of each type, with everything that it can tell. */
export const everyActivity: Record<ActivityType, Partial<ActivityEntry>> = {
  plan_changed: {},
  quantity_changed: { before: '3', after: '5' },
  change_scheduled: { before: 'Team', after: 'Starter', effectiveAt: '2026-12-14T00:00:00.000Z' },
  change_undone: bare,
  subscription_started: bare,
  cancellation_scheduled: { ...bare, effectiveAt: '2026-12-14T00:00:00.000Z' },
  cancellation_undone: bare,
  subscription_canceled: bare,
  subscription_paused: { ...bare, effectiveAt: '2026-12-14T00:00:00.000Z' },
  subscription_resumed: bare,
  subscription_updated: { before: 'mastercard 4444', after: 'visa 4242' },
  discount_added: { ...bare, subject: 'Spring sale' },
  payment_method_added: { ...bare, subject: 'visa 4242' },
  payment_method_removed: { ...bare, subject: 'sepa_debit 3000' },
  default_payment_method_changed: { ...bare, subject: 'visa 4242' },
  billing_details_updated: { ...bare, subject: 'address, purchaseOrder' },
  tax_id_added: { ...bare, subject: 'DE123456789' },
  tax_id_removed: { ...bare, subject: 'DE123456789' },
  invoice_paid: { ...bare, subject: 'INV-0042', amount: money(4800) },
  payment_failed: { ...bare, subject: 'INV-0042', amount: money(4800) },
  portal_opened: { ...bare, subject: null },
};

/** All of them, each on a day of its own. */
export const everyLine = (differs: Partial<ActivityEntry> = {}): ActivityEntry[] =>
  Object.entries(everyActivity).map(([type, facts], index) =>
    makeActivity({
      type: type as ActivityType,
      at: new Date(Date.UTC(2026, 10, 30 - index, 9)).toISOString(),
      ...facts,
      ...differs,
    }),
  );

/** An activity of three lines on two days. */
export const billingActivityView = (props: Partial<BillingActivityViewProps> & HostProps = {}) => (
  <BillingActivityView
    state="ready"
    entries={threeLines}
    business="Example App"
    more={{ count: 20, state: 'ready' }}
    onShowMore={nothing}
    onRetry={nothing}
    onSignIn={nothing}
    {...(props as object)}
  />
);

const threeLines = [
  makeActivity(),
  makeActivity({ ...everyActivity.quantity_changed, type: 'quantity_changed', by: 'automatic' }),
  makeActivity({
    ...everyActivity.payment_failed,
    type: 'payment_failed',
    by: 'automatic',
    at: '2026-11-14T09:00:00.000Z',
  }),
];

const told = [
  ...everyLine(),
  ...everyLine({ by: 'automatic' }),
  ...everyLine({ by: 'merchant' }),
  makeActivity({ actorName: 'Dana Example', before: 'month', after: '3 month' }),
];

/** What is told of a customer's billing. */
export const activityComponents: Record<string, Conformance> = {
  BillingActivity: {
    className: 'bf-BillingActivity',
    states: Object.fromEntries(
      sectionStates.map((state) => [
        state,
        (props: HostProps) =>
          billingActivityView({
            ...props,
            state,
            problem: { code: 'internal', requestId: 'req_1' },
            ...(state === 'empty' && { more: undefined }),
            entries: state === 'loading' || state === 'empty' ? [] : told,
          }),
      ]),
    ),
    data: ['9:00 AM UTC', ...Array.from({ length: 30 }, (_, day) => `Nov ${30 - day}, 2026`), 'Example App'],
  },
};

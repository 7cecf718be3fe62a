// @vitest-environment node
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import {
  BillfoldRoot,
  BillingDetailsForm,
  CancelSubscription,
  PauseSubscription,
  PaymentMethodForm,
  PaymentMethodList,
  PlanSwitcher,
} from '../src/index.js';
import { billingDetailsFormView } from './billingDetailsStates.js';
import { cancelSubscriptionView, pauseSubscriptionView } from './changeStates.js';
import { modulesOf } from './modulesOf.js';
import { paymentMethodFormView, paymentMethodListView } from './paymentMethodStates.js';
import { planSwitcherView } from './planStates.js';

const host = {
  className: 'of-the-host',
  id: 'here',
  'aria-describedby': 'elsewhere',
  headingLevel: 3,
} as const;
const nothing = { subscriptions: [], subscription: undefined };

/** A section as it comes, and the same one as it loads its data. */
const sections: Record<string, { section: ReactElement; loading: ReactElement }> = {
  PlanSwitcher: {
    section: (
      <PlanSwitcher
        {...host}
        initialRows={4}
        subscription="sub_1"
        contactSales="Ask us"
        onChanged={() => {}}
        onSignIn={() => {}}
      />
    ),
    loading: planSwitcherView({
      ...host,
      ...nothing,
      state: 'loading',
      initialRows: 4,
      plans: [],
      subscription: null,
    }),
  },
  BillingDetailsForm: {
    section: <BillingDetailsForm {...host} onSaved={() => {}} onSignIn={() => {}} />,
    loading: billingDetailsFormView({ ...host, state: 'loading', details: null }),
  },
  CancelSubscription: {
    section: <CancelSubscription {...host} mode="strict" presentation="inline" onCanceled={() => {}} />,
    loading: cancelSubscriptionView({ ...host, ...nothing, state: 'loading', flow: { mode: 'strict' } }),
  },
  PauseSubscription: {
    section: <PauseSubscription {...host} subscription="sub_1" onSignIn={() => {}} />,
    loading: pauseSubscriptionView({ ...host, ...nothing, state: 'loading' }),
  },
  PaymentMethodList: {
    section: <PaymentMethodList {...host} initialRows={2} addPaymentMethod="Ours" onSignIn={() => {}} />,
    loading: paymentMethodListView({
      ...host,
      state: 'loading',
      initialRows: 2,
      paymentMethods: [],
      onAdd: undefined,
    }),
  },
  PaymentMethodForm: {
    section: (
      <PaymentMethodForm {...host} makeDefault onAdded={() => {}} onCancel={() => {}} onSignIn={() => {}} />
    ),
    loading: paymentMethodFormView({ ...host, state: 'loading' }),
  },
};

/** Without the names that React makes up, which count what stands above, and the place for a focus that comes later. */
const withoutIds = (html: string) =>
  html.replace(/ (id|aria-labelledby)="[^"]*_[^"]*"/g, '').replace(' tabindex="-1"', '');

test.each(Object.entries(sections))(
  '[U116] %s comes as it looks while it loads its data: what follows takes its room',
  (_name, { section, loading }) => {
    const html = renderToString(
      <BillfoldRoot baseUrl="https://billing.test" session="/api/billing/session">
        {section}
      </BillfoldRoot>,
    );
    expect(html).toContain('id="here"');
    expect(withoutIds(html)).toBe(withoutIds(renderToString(loading)));
  },
);

test.each(Object.keys(sections))(
  '[U116] %s brings its frame at once, and not what fills it',
  async (name) => {
    const { initial, lazy } = await modulesOf(name);
    // Every frame can say as of when it is, and so brings how an instant is written.
    const isFilling = (id: string) =>
      id.endsWith(`${name}Connected.tsx`) ||
      id.endsWith('english/errors.ts') ||
      (id.includes('/format/') && !id.endsWith('/format/date.ts'));
    expect(initial.filter(isFilling)).toEqual([]);
    expect(lazy.filter(isFilling).length).toBeGreaterThan(1);
  },
);

test('[U226] the form of billing details and its library come by themselves, and so does what is known of countries', async () => {
  const { initial, lazy } = await modulesOf('BillingDetailsForm');
  const isOfForm = (id: string) => /react-hook-form|contract\/src\/countries|BillingDetailsFields/.test(id);
  expect(initial.filter(isOfForm)).toEqual([]);
  expect(lazy.filter(isOfForm).length).toBeGreaterThan(10);
});

test.each(['PastDueBanner', 'PendingChangeBanner', 'TrialBanner'])(
  '[U119] %s brings at once all that it says',
  async (name) => {
    const { initial, lazy } = await modulesOf(name);
    const isSaid = (id: string) => id.endsWith(`${name}View.tsx`);
    expect(initial.filter(isSaid)).toHaveLength(1);
    const isOther = (id: string) => id.includes(`/${name}/`) && !id.endsWith('PastDuePayment.tsx');
    expect(lazy.filter(isOther)).toEqual([]);
  },
);

test.each([
  ['PastDueBanner', 'PaymentMethodEntryConnected.tsx'],
  ['PastDueBanner', 'usePayInvoice.ts'],
  ['TrialBanner', 'PaymentMethodEntryConnected.tsx'],
  ['PaymentMethodForm', 'PaymentMethodEntryConnected.tsx'],
  ['PaymentMethodList', 'PaymentMethodEntryConnected.tsx'],
  ['PaymentMethodList', 'PaymentMethodQuestion.tsx'],
  ['InvoiceList', 'PayInvoiceView.tsx'],
])('[U196] %s brings %s when somebody comes to it', async (name, part) => {
  const { initial, lazy } = await modulesOf(name);
  expect(initial.filter((id) => id.endsWith(part))).toEqual([]);
  expect(lazy.filter((id) => id.endsWith(part))).toHaveLength(1);
});

// @vitest-environment node
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import {
  BillfoldRoot,
  BillingActivity,
  BillingDetailsForm,
  BillingOverview,
  InvoiceList,
  ManageBillingButton,
  PlanSwitcher,
  CancelSubscription,
  PastDueBanner,
  PauseSubscription,
  PaymentMethodForm,
  PaymentMethodList,
  PendingChangeBanner,
  SubscriptionSummary,
  TrialBanner,
  UpcomingInvoice,
} from '../src/index.js';

const connected = {
  BillingActivity: <BillingActivity />,
  BillingDetailsForm: <BillingDetailsForm />,
  BillingOverview: <BillingOverview />,
  InvoiceList: <InvoiceList />,
  PlanSwitcher: <PlanSwitcher />,
  SubscriptionSummary: <SubscriptionSummary />,
  CancelSubscription: <CancelSubscription />,
  PauseSubscription: <PauseSubscription />,
  PaymentMethodForm: <PaymentMethodForm />,
  PaymentMethodList: <PaymentMethodList />,
  UpcomingInvoice: <UpcomingInvoice />,
  ManageBillingButton: <ManageBillingButton action="/api/billing/portal" />,
};

test.each(Object.entries(connected))(
  '[U5] %s renders in plain Node, and asks for nothing there',
  (name, element) => {
    expect(typeof window).toBe('undefined');
    const fetch = () => {
      throw new Error('A render asked for something.');
    };
    const html = renderToString(
      <BillfoldRoot baseUrl="https://billing.test" session="/api/billing/session" fetch={fetch}>
        {element}
      </BillfoldRoot>,
    );
    expect(html).toContain(`bf-${name}`);
  },
);

test('[U5] the button renders without a root', () => {
  expect(renderToString(connected.ManageBillingButton)).toMatch(/^<form .*<\/form>$/);
});

test('[U5, U105] banners render in plain Node too: nothing, as long as nothing is known', () => {
  const html = renderToString(
    <BillfoldRoot baseUrl="https://billing.test" session="/api/billing/session">
      <PastDueBanner />
      <PendingChangeBanner />
      <TrialBanner />
    </BillfoldRoot>,
  );
  expect(html).toBe('');
});

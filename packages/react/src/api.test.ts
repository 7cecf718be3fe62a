import { expect, test } from 'vitest';
import * as kit from './index.js';

test('[U70] the exports of the package', () => {
  expect(Object.keys(kit).sort()).toMatchInlineSnapshot(`
    [
      "Amount",
      "Banner",
      "BillfoldDisplay",
      "BillfoldRoot",
      "Button",
      "CancelSubscription",
      "CancelSubscriptionView",
      "Chip",
      "Day",
      "InvoiceList",
      "InvoiceListView",
      "ManageBillingButton",
      "Moment",
      "Notice",
      "PastDueBanner",
      "PastDueBannerView",
      "PauseSubscription",
      "PauseSubscriptionView",
      "PendingChangeBanner",
      "PendingChangeBannerView",
      "PlanSwitcher",
      "PlanSwitcherView",
      "Section",
      "SubscriptionSummary",
      "SubscriptionSummaryView",
      "TrialBanner",
      "TrialBannerView",
      "UpcomingInvoice",
      "UpcomingInvoiceView",
      "english",
      "formatDate",
      "formatDateTime",
      "formatMoney",
      "invoiceState",
      "plural",
      "sectionState",
      "sectionStates",
      "subscriptionState",
      "useWords",
    ]
  `);
});

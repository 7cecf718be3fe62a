import { expect, test } from 'vitest';
import * as kit from './index.js';

test('[U70] the exports of the package', () => {
  expect(Object.keys(kit).sort()).toMatchInlineSnapshot(`
    [
      "Amount",
      "BillfoldDisplay",
      "BillfoldRoot",
      "Button",
      "Chip",
      "Day",
      "InvoiceList",
      "InvoiceListView",
      "ManageBillingButton",
      "Notice",
      "Section",
      "SubscriptionSummary",
      "SubscriptionSummaryView",
      "english",
      "formatDate",
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

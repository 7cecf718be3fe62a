import { expect, test } from 'vitest';
import * as api from './index.js';

test('[H35] these are the names that others build on', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "BillfoldError",
      "BillfoldRoot",
      "billfoldKey",
      "canConfirm",
      "cancellationPreviewQuery",
      "createClient",
      "initialPlanChange",
      "invoiceQuery",
      "invoicesQuery",
      "isBillfoldError",
      "planChange",
      "plansQuery",
      "sessionQuery",
      "subscriptionQuery",
      "subscriptionsQuery",
      "upcomingInvoiceQuery",
      "useActionRunner",
      "useBillfold",
      "useCancelSubscription",
      "useCancellationPreview",
      "useDeletePendingChange",
      "useInvoice",
      "useInvoiceDocument",
      "useInvoices",
      "useOnline",
      "usePauseSubscription",
      "usePayInvoice",
      "usePlanChange",
      "usePlans",
      "useResumeSubscription",
      "useRetentionOffer",
      "useSession",
      "useSubscription",
      "useSubscriptions",
      "useUpcomingInvoice",
    ]
  `);
});

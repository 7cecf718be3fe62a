import { expect, test } from 'vitest';
import * as api from './index.js';

test('[H35] these are the names that others build on', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "BillfoldError",
      "BillfoldRoot",
      "billfoldKey",
      "createClient",
      "invoiceQuery",
      "invoicesQuery",
      "isBillfoldError",
      "plansQuery",
      "sessionQuery",
      "subscriptionsQuery",
      "useBillfold",
      "useInvoice",
      "useInvoiceDocument",
      "useInvoices",
      "useOnline",
      "usePlans",
      "useSession",
      "useSubscriptions",
    ]
  `);
});

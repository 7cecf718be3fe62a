import type { CustomerBilling } from '../../../provider/CustomerBilling.js';
import type { StripeContext } from '../StripeContext.js';
import { billingDetails } from './billingDetails.js';
import { cancellations } from './cancellations.js';
import { discounts } from './discounts.js';
import { pauses } from './pauses.js';
import { paymentMethods } from './paymentMethods.js';
import { payments } from './payments.js';
import { pendingChanges } from './pendingChanges.js';
import { planChanges } from './planChanges.js';
import {
  getBillingDetails,
  getInvoice,
  getInvoiceDocument,
  getSubscription,
  getUpcomingInvoice,
  listInvoices,
  listPaymentMethods,
  listPlans,
  listSubscriptions,
} from './reads.js';
import { setups } from './setups.js';

/**
 * The billing of one customer at Stripe. Nothing is kept here: every read asks Stripe, and every change is a few calls under the
 * keys of its intent, and a read.
 */
export function billingOf(context: StripeContext): CustomerBilling {
  return {
    listPlans: (subscription) => listPlans(context, subscription),
    listSubscriptions: () => listSubscriptions(context),
    getSubscription: (id) => getSubscription(context, id),
    listInvoices: (query) => listInvoices(context, query),
    getInvoice: (id) => getInvoice(context, id),
    getInvoiceDocument: (id, kind) => getInvoiceDocument(context, id, kind),
    getUpcomingInvoice: (subscription) => getUpcomingInvoice(context, subscription),
    listPaymentMethods: () => listPaymentMethods(context),
    getBillingDetails: () => getBillingDetails(context),
    ...planChanges(context),
    ...pendingChanges(context),
    ...cancellations(context),
    ...pauses(context),
    ...discounts(context),
    ...payments(context),
    ...setups(context),
    ...paymentMethods(context),
    ...billingDetails(context),
  };
}

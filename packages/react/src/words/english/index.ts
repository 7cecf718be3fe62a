import { errors } from './errors.js';
import { invoiceList } from './invoiceList.js';
import { invoiceStates } from './invoiceStates.js';
import { manageBilling } from './manageBilling.js';
import { paymentFailures } from './paymentFailures.js';
import { paymentMethods } from './paymentMethods.js';
import { section } from './section.js';
import { subscriptionStates } from './subscriptionStates.js';
import { subscriptionSummary } from './subscriptionSummary.js';

/** All words of the kit in English. Components import only the parts that they say. */
export const english = {
  errors,
  invoiceList,
  invoiceStates,
  manageBilling,
  paymentFailures,
  paymentMethods,
  section,
  subscriptionStates,
  subscriptionSummary,
};

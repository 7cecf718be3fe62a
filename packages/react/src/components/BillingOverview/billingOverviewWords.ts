import { billingOverview } from '../../words/english/billingOverview.js';
import { errors } from '../../words/english/errors.js';
import { managedElsewhere } from '../../words/english/managedElsewhere.js';
import { noSubscription } from '../../words/english/noSubscription.js';
import { paymentMethods } from '../../words/english/paymentMethods.js';
import { section } from '../../words/english/section.js';
import { subscriptionStates } from '../../words/english/subscriptionStates.js';

/** The words that the overview says, in English. */
export const billingOverviewWords = {
  billingOverview,
  errors,
  managedElsewhere,
  noSubscription,
  paymentMethods,
  section,
  subscriptionStates,
};

export type BillingOverviewWords = typeof billingOverviewWords;

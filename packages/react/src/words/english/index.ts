import { activity } from './activity.js';
import { activitySentences } from './activitySentences.js';
import { addressLabels } from './addressLabels.js';
import { billingDetails } from './billingDetails.js';
import { billingDetailsForm } from './billingDetailsForm.js';
import { billingOverview } from './billingOverview.js';
import { cancellationReasons } from './cancellationReasons.js';
import { cancelSubscription } from './cancelSubscription.js';
import { discounts } from './discounts.js';
import { errors } from './errors.js';
import { invoiceAmounts } from './invoiceAmounts.js';
import { invoiceList } from './invoiceList.js';
import { invoiceStates } from './invoiceStates.js';
import { lastKnown } from './lastKnown.js';
import { manageBilling } from './manageBilling.js';
import { managedElsewhere } from './managedElsewhere.js';
import { noSubscription } from './noSubscription.js';
import { pastDue } from './pastDue.js';
import { pauseSubscription } from './pauseSubscription.js';
import { payInvoice } from './payInvoice.js';
import { paymentFailures } from './paymentFailures.js';
import { paymentMethodForm } from './paymentMethodForm.js';
import { paymentMethodList } from './paymentMethodList.js';
import { paymentMethods } from './paymentMethods.js';
import { pendingChange } from './pendingChange.js';
import { planChange } from './planChange.js';
import { blockers, planReasons, quoteWarnings } from './planReasons.js';
import { planSwitcher } from './planSwitcher.js';
import { section } from './section.js';
import { subscriptionChoice } from './subscriptionChoice.js';
import { subscriptionStates } from './subscriptionStates.js';
import { subscriptionSummary } from './subscriptionSummary.js';
import { taxIdAdvice, taxIds, taxIdVerifications } from './taxIds.js';
import { trial } from './trial.js';
import { upcomingInvoice } from './upcomingInvoice.js';

/** All words of the kit in English. Components import only the parts that they say. */
export const english = {
  activity,
  activitySentences,
  addressLabels,
  billingDetails,
  billingDetailsForm,
  billingOverview,
  cancellationReasons,
  cancelSubscription,
  discounts,
  errors,
  invoiceAmounts,
  invoiceList,
  invoiceStates,
  lastKnown,
  manageBilling,
  managedElsewhere,
  noSubscription,
  pastDue,
  pauseSubscription,
  payInvoice,
  paymentFailures,
  paymentMethodForm,
  paymentMethodList,
  paymentMethods,
  pendingChange,
  planChange,
  blockers,
  planReasons,
  quoteWarnings,
  planSwitcher,
  section,
  subscriptionChoice,
  subscriptionStates,
  subscriptionSummary,
  taxIdAdvice,
  taxIds,
  taxIdVerifications,
  trial,
  upcomingInvoice,
};

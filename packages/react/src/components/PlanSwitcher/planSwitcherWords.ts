import { discounts } from '../../words/english/discounts.js';
import { errors } from '../../words/english/errors.js';
import { invoiceAmounts } from '../../words/english/invoiceAmounts.js';
import { managedElsewhere } from '../../words/english/managedElsewhere.js';
import { noSubscription } from '../../words/english/noSubscription.js';
import { paymentFailures } from '../../words/english/paymentFailures.js';
import { paymentMethods } from '../../words/english/paymentMethods.js';
import { pendingChange } from '../../words/english/pendingChange.js';
import { planChange } from '../../words/english/planChange.js';
import { blockers, planReasons, quoteWarnings } from '../../words/english/planReasons.js';
import { planSwitcher } from '../../words/english/planSwitcher.js';
import { section } from '../../words/english/section.js';
import { subscriptionChoice } from '../../words/english/subscriptionChoice.js';
import { subscriptionStates } from '../../words/english/subscriptionStates.js';

/** The words that the switcher says, in English. */
export const planSwitcherWords = {
  blockers,
  discounts,
  errors,
  invoiceAmounts,
  managedElsewhere,
  noSubscription,
  paymentFailures,
  paymentMethods,
  pendingChange,
  planChange,
  planReasons,
  planSwitcher,
  quoteWarnings,
  section,
  subscriptionChoice,
  subscriptionStates,
};

export type PlanSwitcherWords = typeof planSwitcherWords;

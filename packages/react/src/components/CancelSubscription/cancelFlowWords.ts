import { cancelDecision } from '../../words/english/cancelDecision.js';
import { cancellationReasons } from '../../words/english/cancellationReasons.js';
import { discounts } from '../../words/english/discounts.js';
import { errors } from '../../words/english/errors.js';
import { pauseTerms } from '../../words/english/pauseTerms.js';
import { section } from '../../words/english/section.js';

/** The words that a decision to cancel is asked in, in English. */
export const cancelFlowWords = {
  cancellationReasons,
  cancelSubscription: cancelDecision,
  discounts,
  errors,
  pauseSubscription: pauseTerms,
  section,
};

export type CancelFlowWords = typeof cancelFlowWords;

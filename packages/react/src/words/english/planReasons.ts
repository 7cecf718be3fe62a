import type { blockerCodes, PlanPrice, QuoteWarning } from '@billfold/contract';

/** Why a price can not be chosen. */
export const planReasons: Record<NonNullable<PlanPrice['unavailable']>, string> = {
  archived: 'No longer offered.',
  not_offered: 'Not available for your subscription.',
  upgrade_not_allowed: 'Upgrading is not possible here.',
  downgrade_not_allowed: 'Downgrading is not possible here.',
  interval_not_allowed: 'The billing period can’t be changed here.',
};

/** What must be done before a change. What the merchant's app asks for, it says itself. */
export const blockers: Record<Exclude<(typeof blockerCodes)[number], 'app'>, string> = {
  payment_method_required: 'There is no payment method on file.',
  past_due: 'An invoice is past due. Pay it first, then change your plan.',
  paused: 'A pause is planned or under way. End it first.',
  canceling: 'Your plan is going to end. Keep it first, then change it.',
  payment_pending: 'A payment is still under way. Wait until it has gone through.',
};

/** What else happens with a change. */
export const quoteWarnings: Record<Exclude<QuoteWarning['code'], 'app'>, string> = {
  replaces_pending_change: 'This replaces the change that was planned for later.',
  ends_trial: 'This ends your trial now.',
  drops_pending_payment: 'Your earlier choice, which still waits for your bank, is given up.',
  ends_discount: 'Your present discount ends with this change.',
};

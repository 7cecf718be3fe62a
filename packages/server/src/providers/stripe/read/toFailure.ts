import type { PaymentFailure } from '@billfold/contract';

/** As much of an error of Stripe's as says why a payment did not go through. */
export interface Declined {
  code?: string | undefined;
  decline_code?: string | undefined;
}

/**
 * By what a bank or Stripe says, which group it is in. What accuses the customer, or says of a stolen card that it is known to
 * be, is in no group of its own: whoever tries cards must not learn it.
 */
const GROUPS: Record<string, PaymentFailure> = {
  insufficient_funds: 'insufficient_funds',
  card_velocity_exceeded: 'insufficient_funds',
  withdrawal_count_limit_exceeded: 'insufficient_funds',

  expired_card: 'card_expired',
  invalid_expiry_month: 'card_expired',
  invalid_expiry_year: 'card_expired',

  authentication_required: 'authentication_required',
  authentication_not_handled: 'authentication_required',
  offline_pin_required: 'authentication_required',
  online_or_offline_pin_required: 'authentication_required',
  invoice_payment_intent_requires_action: 'authentication_required',
  payment_intent_action_required: 'authentication_required',
  payment_intent_authentication_failure: 'authentication_required',
  setup_intent_authentication_failure: 'authentication_required',
  subscription_payment_intent_requires_action: 'authentication_required',

  approve_with_id: 'contact_bank',
  call_issuer: 'contact_bank',
  do_not_honor: 'contact_bank',
  do_not_try_again: 'contact_bank',
  issuer_not_available: 'contact_bank',
  no_action_taken: 'contact_bank',
  not_permitted: 'contact_bank',
  revocation_of_all_authorizations: 'contact_bank',
  revocation_of_authorization: 'contact_bank',
  stop_payment_order: 'contact_bank',
  transaction_not_allowed: 'contact_bank',
  try_again_later: 'contact_bank',
};

/** Why a payment was refused, in one of the groups that say what to do. What is not known says to try something else. */
export function toFailure({ code, decline_code }: Declined): PaymentFailure {
  const said = [decline_code, code].map((word) => (word === undefined ? undefined : groupOf(word)));
  return said[0] ?? said[1] ?? 'try_another_method';
}

const groupOf = (word: string): PaymentFailure | undefined =>
  Object.hasOwn(GROUPS, word) ? GROUPS[word] : undefined;

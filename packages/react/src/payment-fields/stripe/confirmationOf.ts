import type { PaymentFailure } from '@billfold/contract';
import type { FieldsConfirmation } from '@billfold/hooks';
import type { SetupIntent, SetupIntentResult, StripeError } from '@stripe/stripe-js';

/** What Stripe says of a confirmation, in our words. What is no plain answer is unknown, and never a refusal. */
export function confirmationOf({ setupIntent, error }: SetupIntentResult): FieldsConfirmation {
  if (setupIntent) return ofIntent(setupIntent) ?? { status: 'unknown' };
  if (error.type === 'validation_error') return { status: 'invalid' };
  // Confirmed before, and nobody heard of it: the intent that comes with the error says so.
  const known = error.setup_intent && ofIntent(error.setup_intent as SetupIntent);
  if (known?.status === 'confirmed') return known;
  if (error.type === 'card_error' || failedAtBank(error))
    return { status: 'refused', failure: failureOf(error) };
  return known ?? { status: 'unknown' };
}

function ofIntent({ status, last_setup_error: error }: SetupIntent): FieldsConfirmation | null {
  switch (status) {
    case 'succeeded':
    case 'processing':
      return { status: 'confirmed' };
    case 'requires_action':
      return { status: 'abandoned' };
    case 'requires_payment_method':
      return error ? { status: 'refused', failure: failureOf(error) } : null;
    default:
      return null;
  }
}

const failedAtBank = ({ code }: Reason) =>
  code === 'setup_intent_authentication_failure' || code === 'payment_intent_authentication_failure';

type Reason = Pick<StripeError, 'code' | 'decline_code'>;

/** Reasons of banks for which the customer must ask their bank. Why exactly is said to nobody: not to a thief either. */
const bankKnows = new Set([
  'call_issuer',
  'do_not_honor',
  'do_not_try_again',
  'generic_decline',
  'no_action_taken',
  'not_permitted',
  'restricted_card',
  'security_violation',
  'service_not_allowed',
  'transaction_not_allowed',
  'withdrawal_count_limit_exceeded',
  'card_velocity_exceeded',
  'fraudulent',
  'lost_card',
  'stolen_card',
  'pickup_card',
]);

/** The group of advice for a refusal. */
export function failureOf(reason: Reason): PaymentFailure {
  const { code, decline_code: declined } = reason;
  if (failedAtBank(reason) || code === 'authentication_required' || declined === 'authentication_required')
    return 'authentication_required';
  if (code === 'expired_card' || declined === 'expired_card') return 'card_expired';
  if (declined === 'insufficient_funds' || code === 'insufficient_funds') return 'insufficient_funds';
  return declined && bankKnows.has(declined) ? 'contact_bank' : 'try_another_method';
}

import type { AuthenticationResult } from '@billfold/hooks';
import type { PaymentIntentResult, SetupIntentResult } from '@stripe/stripe-js';

/**
 * What Stripe says of the bank's step, in our words. Of what is no plain answer nobody here knows whether money has moved:
 * it counts as done, upon which the portal is asked.
 */
export function authenticationOf(said: PaymentIntentResult | SetupIntentResult): AuthenticationResult {
  const { paymentIntent, setupIntent, error } = { paymentIntent: undefined, setupIntent: undefined, ...said };
  const status = (paymentIntent ?? setupIntent ?? error?.payment_intent ?? error?.setup_intent)?.status;
  if (status === 'requires_payment_method') return 'refused';
  // It is still asked for: the customer has closed it.
  if (status === 'requires_action') return 'abandoned';
  return status === undefined && error?.type === 'card_error' ? 'refused' : 'authenticated';
}

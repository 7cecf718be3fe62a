import type { AuthenticationResult } from '@billfold/hooks';
import type { PaymentIntentResult, SetupIntentResult } from '@stripe/stripe-js';

/**
 * What Stripe says of the bank's step, in our words. Of what is no plain answer nobody here knows whether money has moved,
 * and it is never a failure.
 */
export function authenticationOf(said: PaymentIntentResult | SetupIntentResult): AuthenticationResult {
  const { paymentIntent, setupIntent, error } = { paymentIntent: undefined, setupIntent: undefined, ...said };
  const status = (paymentIntent ?? setupIntent ?? error?.payment_intent ?? error?.setup_intent)?.status;
  switch (status) {
    case 'succeeded':
    case 'processing':
    case 'requires_capture':
      return 'authenticated';
    case 'requires_payment_method':
      return 'refused';
    // It is still asked for: the customer has closed it.
    case 'requires_action':
      return 'abandoned';
    default:
      return error?.type === 'card_error' ? 'refused' : 'unknown';
  }
}

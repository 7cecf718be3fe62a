import type { AuthenticationResult } from '@billfold/hooks';
import type { PaymentFieldsAuthenticationStep } from '../PaymentFields.js';
import { authenticationOf } from './authenticationOf.js';
import { loadStripeOnce } from './loadStripeOnce.js';

/**
 * Lets the customer confirm a payment with their bank. Stripe draws it above the page by itself, or takes the whole page
 * and comes back to where the payment was made to come back to.
 */
export async function authenticateWithStripe({
  clientSecret,
  settings,
  signal,
}: PaymentFieldsAuthenticationStep): Promise<AuthenticationResult> {
  const stripe = await loadStripeOnce(settings);
  if (signal.aborted) return 'abandoned';
  return authenticationOf(await stripe.handleNextAction({ clientSecret }));
}

import type { PaymentIntentResult, SetupIntentResult } from '@stripe/stripe-js';
import { expect, test } from 'vitest';
import { authenticationOf } from './authenticationOf.js';

test.each([
  [{ paymentIntent: { status: 'succeeded' } }, 'authenticated'],
  [{ paymentIntent: { status: 'processing' } }, 'authenticated'],
  [{ paymentIntent: { status: 'requires_capture' } }, 'authenticated'],
  [{ setupIntent: { status: 'succeeded' } }, 'authenticated'],
  [{ paymentIntent: { status: 'requires_payment_method' } }, 'refused'],
  [{ error: { type: 'card_error', code: 'card_declined' } }, 'refused'],
  [
    {
      error: {
        type: 'invalid_request_error',
        code: 'payment_intent_authentication_failure',
        payment_intent: { status: 'requires_payment_method' },
      },
    },
    'refused',
  ],
  [{ paymentIntent: { status: 'requires_action' } }, 'abandoned'],
  [{ error: { type: 'invalid_request_error', setup_intent: { status: 'requires_action' } } }, 'abandoned'],
  // Paid in another window, of which the error knows.
  [
    {
      error: {
        type: 'invalid_request_error',
        code: 'payment_intent_unexpected_state',
        payment_intent: { status: 'succeeded' },
      },
    },
    'authenticated',
  ],
  [{ error: { type: 'api_connection_error' } }, 'unknown'],
  [{ error: { type: 'api_error' } }, 'unknown'],
  [{ error: { type: 'rate_limit_error' } }, 'unknown'],
  [{ error: { type: 'invalid_request_error', code: 'payment_intent_unexpected_state' } }, 'unknown'],
  [{ error: { type: 'an_error_of_next_year' } }, 'unknown'],
  [{ paymentIntent: { status: 'a_status_of_next_year' } }, 'unknown'],
])('[U156] %o is %s', (said, result) => {
  expect(authenticationOf(said as unknown as PaymentIntentResult | SetupIntentResult)).toBe(result);
});

import type { SetupIntent, StripeError } from '@stripe/stripe-js';
import { expect, test } from 'vitest';
import { confirmationOf, failureOf } from './confirmationOf.js';

const intent = (status: string, last_setup_error: object | null = null) =>
  ({ setupIntent: { id: 'seti_1', status, last_setup_error } as unknown as SetupIntent }) as const;
const error = (facts: object) => ({ error: facts as StripeError });

test.each([
  [intent('succeeded'), { status: 'confirmed' }],
  [intent('processing'), { status: 'confirmed' }],
  [intent('requires_action'), { status: 'abandoned' }],
  [
    intent('requires_payment_method', { code: 'expired_card' }),
    { status: 'refused', failure: 'card_expired' },
  ],
  [intent('requires_payment_method'), { status: 'unknown' }],
  [intent('canceled'), { status: 'unknown' }],
  [intent('a_status_of_next_year'), { status: 'unknown' }],
  [error({ type: 'validation_error' }), { status: 'invalid' }],
  [
    error({ type: 'card_error', code: 'incorrect_cvc' }),
    { status: 'refused', failure: 'try_another_method' },
  ],
  [
    error({ type: 'invalid_request_error', code: 'setup_intent_authentication_failure' }),
    { status: 'refused', failure: 'authentication_required' },
  ],
  [
    error({
      type: 'invalid_request_error',
      code: 'setup_intent_unexpected_state',
      setup_intent: { status: 'succeeded', last_setup_error: null },
    }),
    { status: 'confirmed' },
  ],
  [error({ type: 'api_connection_error' }), { status: 'unknown' }],
  [error({ type: 'api_error' }), { status: 'unknown' }],
  [error({ type: 'rate_limit_error' }), { status: 'unknown' }],
  [error({ type: 'authentication_error' }), { status: 'unknown' }],
  [error({ type: 'invalid_request_error', code: 'resource_missing' }), { status: 'unknown' }],
  [error({ type: 'an_error_of_next_year' }), { status: 'unknown' }],
])('[U157] %o is %o', (result, confirmation) => {
  expect(confirmationOf(result)).toEqual(confirmation);
});

test.each([
  [{ code: 'card_declined', decline_code: 'insufficient_funds' }, 'insufficient_funds'],
  [{ code: 'card_declined', decline_code: 'authentication_required' }, 'authentication_required'],
  [{ code: 'card_declined', decline_code: 'generic_decline' }, 'contact_bank'],
  // Who has it in their hands learns nothing more than any other refusal would tell.
  [{ code: 'card_declined', decline_code: 'stolen_card' }, 'contact_bank'],
  [{ code: 'card_declined', decline_code: 'card_not_supported' }, 'try_another_method'],
  [{ code: 'expired_card' }, 'card_expired'],
  [{ code: 'processing_error' }, 'try_another_method'],
  [{}, 'try_another_method'],
])('[U157] the advice for %o is %s', (reason, failure) => {
  expect(failureOf(reason)).toBe(failure);
});

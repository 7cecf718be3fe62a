import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { BillfoldError } from '../../../errors.js';
import { Unreachable } from '../client/Unreachable.js';
import { answering, orNull, toBillfoldError } from './toBillfoldError.js';

/** An error as the npm client makes it of an answer. */
const answered = (statusCode: number, raw: Record<string, unknown>) =>
  Stripe.errors.generateV1Error({
    message: SECRET,
    headers: {},
    requestId: 'req_1',
    statusCode,
    ...raw,
  } as never);
const SECRET = 'No such customer: cus_9s6XKzkNRiz8i3';

test.each([
  [402, { type: 'card_error', code: 'card_declined', decline_code: 'expired_card' }, 'payment_failed'],
  [400, { type: 'invalid_request_error', code: 'resource_missing', param: 'id' }, 'not_found'],
  [404, { type: 'invalid_request_error', code: 'resource_missing', param: 'price' }, 'not_found'],
  [404, { type: 'invalid_request_error', code: 'resource_missing', param: 'customer' }, 'internal'],
  [400, { type: 'invalid_request_error', code: 'parameter_unknown', param: 'coupon' }, 'internal'],
  [400, { type: 'invalid_request_error', code: 'parameter_invalid_empty' }, 'internal'],
  [400, { type: 'invalid_request_error', code: 'of_tomorrow' }, 'internal'],
  [400, { type: 'invalid_request_error', code: 'constructor' }, 'internal'],
  [400, { type: 'invalid_request_error', code: 'invoice_not_editable' }, 'invoice_not_payable'],
  [400, { type: 'invalid_request_error', code: 'status_transition_invalid' }, 'subscription_state'],
  [400, { type: 'invalid_request_error', code: 'customer_max_subscriptions' }, 'subscription_state'],
  [400, { type: 'invalid_request_error', code: 'setup_intent_unexpected_state' }, 'setup_not_confirmed'],
  [400, { type: 'invalid_request_error', code: 'tax_id_invalid' }, 'tax_id_invalid'],
  [400, { type: 'invalid_request_error', code: 'coupon_expired' }, 'offer_not_available'],
  [401, { type: 'invalid_request_error' }, 'internal'],
  [403, { type: 'invalid_request_error' }, 'internal'],
  [400, { type: 'idempotency_error' }, 'internal'],
  [409, { type: 'idempotency_error', code: 'idempotency_key_in_use' }, 'provider_unavailable'],
  [409, { type: 'invalid_request_error', code: 'idempotency_key_in_use' }, 'provider_unavailable'],
  [429, { type: 'invalid_request_error', code: 'lock_timeout' }, 'provider_unavailable'],
  [400, { type: 'invalid_request_error', code: 'lock_timeout' }, 'provider_unavailable'],
  [429, { type: 'rate_limit_error', code: 'rate_limit' }, 'provider_unavailable'],
  [500, { type: 'api_error' }, 'provider_unavailable'],
] as const)('[X283] what Stripe refuses with %i %j is %s', (status, raw, code) => {
  const error = toBillfoldError(answered(status, raw)) as BillfoldError;
  expect(error).toBeInstanceOf(BillfoldError);
  expect(error.code).toBe(code);
  expect(error.retryAfter !== null).toBe(code === 'provider_unavailable');
  const { cause: _, ...told } = error;
  expect(JSON.stringify([error.message, told])).not.toContain('cus_');
  expect(error.cause).toBeInstanceOf(Error);
});

test('[X283] why a card was refused is told by its group, and which field of a tax id is wrong', () => {
  const declined = answered(402, { type: 'card_error', code: 'card_declined', decline_code: 'stolen_card' });
  expect(toBillfoldError(declined)).toMatchObject({ payment: { failure: 'try_another_method' } });
  const taxId = answered(400, { type: 'invalid_request_error', code: 'tax_id_invalid' });
  expect(toBillfoldError(taxId)).toMatchObject({ fields: [{ path: 'value', message: expect.any(String) }] });
});

test('[X283] where there was no answer it is told when to try again', () => {
  const unreachable = new Unreachable('circuit_open', { wasSent: false, retryAfter: 12 });
  const wrapped = new Stripe.errors.StripeConnectionError({ message: 'x', detail: unreachable } as never);
  expect(toBillfoldError(wrapped)).toMatchObject({ code: 'provider_unavailable', retryAfter: 12 });
  const broken = new Stripe.errors.StripeConnectionError({ message: 'x' } as never);
  expect(toBillfoldError(broken)).toMatchObject({ code: 'provider_unavailable', retryAfter: 5 });
});

test('[X283] the log says in plain words where to look', () => {
  const { cause } = toBillfoldError(answered(401, { type: 'invalid_request_error' })) as BillfoldError;
  expect((cause as Error).message).toBe(
    'Stripe does not take the secret key: it is wrong, revoked or of another account (401, req_1)',
  );
});

test('[X283] what is no error of Stripe’s stays what it is', async () => {
  const own = new BillfoldError('quote_stale');
  expect(toBillfoldError(own)).toBe(own);
  const bug = new TypeError('x is not a function');
  expect(toBillfoldError(bug)).toBe(bug);
  await expect(answering(() => Promise.reject(bug))).rejects.toBe(bug);
  await expect(orNull(Promise.reject(bug))).rejects.toBe(bug);
  const missing = answered(404, { type: 'invalid_request_error', code: 'resource_missing' });
  expect(await orNull(Promise.reject(missing))).toBeNull();
});

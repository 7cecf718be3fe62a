import type { ErrorCode } from '@billfold/contract';
import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import { unreachableIn } from '../client/Unreachable.js';
import { toFailure } from './toFailure.js';

/** Does something with Stripe. Whatever goes wrong is thrown as our error, with Stripe's own one only as its cause. */
export async function answering<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw toBillfoldError(error);
  }
}

/** What Stripe answers with; null where it knows of no such thing. */
export async function orNull<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (isStripeError(error) && error.code === 'resource_missing') return null;
    throw error;
  }
}

/** Told apart by its name: the class of another copy of the npm package would not be the same one. */
export function isStripeError(error: unknown): error is Stripe.errors.StripeError {
  return error instanceof Error && 'type' in error && /^Stripe[A-Za-z]*Error$/.test(String(error.type));
}

/** Seconds after which Stripe is asked again, where it has not said when. */
const PATIENCE = 5;

/** Refusals that say something about what was asked for, by Stripe's code. */
const REFUSALS: Record<string, [code: ErrorCode, path?: string, message?: string]> = {
  invoice_not_editable: ['invoice_not_payable'],
  invoice_no_payment_method_types: ['invoice_not_payable'],
  payment_intent_unexpected_state: ['invoice_not_payable'],
  payment_intent_incompatible_payment_method: ['invoice_not_payable'],
  status_transition_invalid: ['subscription_state'],
  customer_max_subscriptions: ['subscription_state'],
  subscription_canceled: ['subscription_state'],
  setup_intent_unexpected_state: ['setup_not_confirmed'],
  tax_id_invalid: ['tax_id_invalid', 'value', 'is not a valid tax id of this type'],
  tax_id_prohibited: ['tax_id_invalid', 'value', 'can not be used here'],
  customer_tax_location_invalid: ['invalid_request', 'address', 'is not a place that tax can be told of'],
  coupon_expired: ['offer_not_available'],
  payment_method_customer_decline: ['payment_failed'],
  payment_method_unactivated: ['payment_method_required'],
  payment_method_unexpected_state: ['payment_method_required'],
  resource_already_exists: ['conflict'],
};

/**
 * An error of Stripe's as ours. What it says never goes further than into the log: it is written for developers, and names ids
 * and fields of requests that the customer has not made.
 *
 * - What says that Stripe could not answer is `provider_unavailable`: whether it was done is not known.
 * - What is wrong with our requests or our key is `internal`: nothing that the customer could change.
 */
export function toBillfoldError(error: unknown): unknown {
  if (error instanceof BillfoldError) return error;
  const unreachable = unreachableIn(error);
  if (unreachable) {
    return unavailable(error, { retryAfter: unreachable.retryAfter, notSent: !unreachable.wasSent });
  }
  if (!isStripeError(error)) return error;
  switch (error.type) {
    case 'StripeCardError':
      return new BillfoldError('payment_failed', { payment: { failure: toFailure(error) }, cause: error });
    // Turned away before anything was done.
    case 'StripeRateLimitError':
      return unavailable(error, { notSent: true });
    case 'StripeAPIError':
      return unavailable(error, { remembered: isRemembered(error) });
    case 'StripeConnectionError':
      return unavailable(error);
    case 'StripeInvalidRequestError':
      return ofRequest(error);
    default:
      return ours(error);
  }
}

/** Whether an error is Stripe's last word: asked again it would say the same. */
export function isFinal(error: unknown): boolean {
  const said = toBillfoldError(error);
  return said instanceof BillfoldError && said.code !== 'provider_unavailable';
}

function ofRequest(error: Stripe.errors.StripeError): BillfoldError {
  const { code = '', statusCode } = error;
  // Two of our requests at once; both are in the class of wrong ones or in that of broken ones, depending on the status.
  if (statusCode === 409 || code === 'lock_timeout')
    return unavailable(error, { notSent: statusCode === 429 });
  if (code === 'resource_missing') {
    // A customer of ours that Stripe does not know is a wrong key or a wrong link, and not an empty account.
    return error.param === 'customer' ? ours(error) : new BillfoldError('not_found', { cause: error });
  }
  if (!Object.hasOwn(REFUSALS, code)) return ours(error);
  const [refusal, path, message] = REFUSALS[code]!;
  return new BillfoldError(refusal, {
    ...(path !== undefined && message !== undefined && { fields: [{ path, message }] }),
    ...(refusal === 'payment_failed' && { payment: { failure: toFailure(error) } }),
    cause: error,
  });
}

const unavailable = (
  cause: unknown,
  known: { retryAfter?: number | null; notSent?: boolean; remembered?: boolean } = {},
) => new BillfoldError('provider_unavailable', { ...known, retryAfter: known.retryAfter ?? PATIENCE, cause });

/** Stripe keeps its own failures under the key that they were met with, and gives them again for a day. */
const isRemembered = ({ statusCode = 0, headers }: Stripe.errors.StripeError) =>
  statusCode >= 500 && headers?.['idempotent-replayed'] === 'true';

/** The cause says in plain words where to look: nobody who reads a log should have to know Stripe's classes. */
function ours(error: Stripe.errors.StripeError): BillfoldError {
  const { type, code, param, statusCode, requestId, message } = error;
  // Stripe names the permission that a restricted key lacks.
  const [permission] = /\brak_\w+/.exec(message) ?? [];
  const facts = [statusCode, code, param && `param ${param}`, permission, requestId]
    .filter(Boolean)
    .join(', ');
  return new BillfoldError('internal', {
    cause: new Error(`${meaningOf(type)} (${facts})`, { cause: error }),
  });
}

function meaningOf(type: string): string {
  switch (type) {
    case 'StripeAuthenticationError':
      return 'Stripe does not take the secret key: it is wrong, revoked or of another account';
    case 'StripePermissionError':
      return 'The restricted key of Stripe lacks one of the permissions of docs/stripe.md';
    case 'StripeIdempotencyError':
      return 'One idempotency key was used for two different requests to Stripe';
    default:
      return 'Stripe did not understand a request of ours';
  }
}

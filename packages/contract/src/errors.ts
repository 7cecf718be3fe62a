import * as v from 'valibot';
import { paymentFailures } from './invoices.js';
import { Quote } from './quotes.js';

/**
 * Every error that Billfold's API can answer with: its HTTP status, the sentence that is safe to show, and
 * whether sending the same request again can help. Codes are stable; sentences may be reworded.
 */
export const errorTable = {
  invalid_request: {
    status: 400,
    message: 'The request is not valid. See `fields` for what to change.',
    retryable: false,
  },
  invalid_cursor: {
    status: 400,
    message: 'This cursor is not valid here. Start again from the first page.',
    retryable: false,
  },
  return_url_not_allowed: {
    status: 400,
    message: 'The origin of this URL is not allowed. Add it to the allowed return origins of the project.',
    retryable: false,
  },
  embed_origin_not_allowed: {
    status: 400,
    message: 'This origin may not embed the portal. Add it to the allowed embed origins of the project.',
    retryable: false,
  },
  unauthorized: {
    status: 401,
    message: 'The credential is missing, expired or not valid.',
    retryable: false,
  },
  payment_failed: {
    status: 402,
    message: 'The payment did not go through. Nothing was changed. See `payment` for why.',
    retryable: false,
  },
  feature_disabled: {
    status: 403,
    message: 'This is not available in this billing portal.',
    retryable: false,
  },
  capability_missing: { status: 403, message: 'This session may not do that.', retryable: false },
  secret_key_in_browser: {
    status: 403,
    message: 'A secret key was sent by a browser. Use secret keys on a server only, and revoke this one now.',
    retryable: false,
  },
  cross_site_request: {
    status: 403,
    message: 'The request came from another site and was refused.',
    retryable: false,
  },
  not_found: { status: 404, message: 'There is nothing here.', retryable: false },
  customer_not_found: {
    status: 404,
    message: 'There is no such customer in this project.',
    retryable: false,
  },
  configuration_not_found: {
    status: 404,
    message: 'There is no such portal configuration in this project.',
    retryable: false,
  },
  method_not_allowed: { status: 405, message: 'This path does not know this method.', retryable: false },
  conflict: {
    status: 409,
    message: 'This conflicts with what is already stored. See `fields`.',
    retryable: false,
  },
  idempotency_key_missing: {
    status: 400,
    message:
      'This request needs an Idempotency-Key: one for each thing that is to be done, kept over retries.',
    retryable: false,
  },
  promotion_code_invalid: {
    status: 400,
    message: 'This promotion code can not be used here. See `fields` for why.',
    retryable: false,
  },
  price_not_allowed: {
    status: 403,
    message: 'This price can not be chosen for this subscription.',
    retryable: false,
  },
  quantity_not_allowed: {
    status: 400,
    message: 'This quantity can not be chosen. See `fields` for the limits.',
    retryable: false,
  },
  no_change: { status: 409, message: 'The subscription is as asked for already.', retryable: false },
  quote_stale: {
    status: 409,
    message: 'What was quoted is no longer so. Nothing was changed. See `quote` for how it is now.',
    retryable: false,
  },
  change_blocked: {
    status: 409,
    message: 'Something must be done before this change. Nothing was changed. See the blockers of `quote`.',
    retryable: false,
  },
  subscription_state: {
    status: 409,
    message: 'The subscription is in a state in which this is not possible.',
    retryable: false,
  },
  offer_not_available: {
    status: 409,
    message: 'There is no such offer, or it was taken already.',
    retryable: false,
  },
  payment_method_required: {
    status: 409,
    message: 'There is no payment method on file. Add one first.',
    retryable: false,
  },
  payment_method_in_use: {
    status: 409,
    message: 'This payment method is needed and was not removed. See `fields` for what needs it.',
    retryable: false,
  },
  setup_not_confirmed: {
    status: 409,
    message: 'This payment method was not confirmed yet. Confirm the setup intent first.',
    retryable: false,
  },
  tax_id_invalid: {
    status: 400,
    message: 'This is not a valid tax id of its type. See `fields`.',
    retryable: false,
  },
  card_data_not_accepted: {
    status: 422,
    message: 'A card number was sent, and was not kept. Card data is entered in the payment form only.',
    retryable: false,
  },
  too_many_attempts: {
    status: 429,
    message: 'This was tried too often. Wait for the time of Retry-After, or try it another way.',
    retryable: true,
  },
  managed_externally: {
    status: 409,
    message: 'This subscription is billed elsewhere, and can only be changed there. See its `managedBy`.',
    retryable: false,
  },
  step_up_required: {
    status: 403,
    message: 'The app must confirm first who is asking for this. Nothing was changed.',
    retryable: false,
  },
  too_many_documents: {
    status: 400,
    message: 'These are too many documents for one archive. Ask for one year.',
    retryable: false,
  },
  invoice_not_payable: {
    status: 409,
    message: 'There is nothing to pay on this invoice, or its payment is under way.',
    retryable: false,
  },
  version_stale: {
    status: 412,
    message: 'The resource has changed since. Get it again, look at it, and decide anew.',
    retryable: false,
  },
  version_missing: {
    status: 428,
    message: 'This request needs If-Match with the version of the resource, such as `If-Match: "3"`.',
    retryable: false,
  },
  plan_check_unavailable: {
    status: 503,
    message: 'The app could not be asked whether this change is possible. Nothing was changed. Try again.',
    retryable: true,
  },
  customer_ambiguous: {
    status: 409,
    message: 'More than one customer has this e-mail address. Use the id or the reference.',
    retryable: false,
  },
  idempotency_in_flight: {
    status: 409,
    message: 'A request with this Idempotency-Key is still running.',
    retryable: true,
  },
  change_in_progress: {
    status: 409,
    message: 'Another change of this billing is still under way. Wait a moment, look at it, and try again.',
    retryable: true,
  },
  link_expired: { status: 410, message: 'This link has expired or was already used.', retryable: false },
  body_too_large: { status: 413, message: 'The request body is too large.', retryable: false },
  unsupported_media_type: {
    status: 415,
    message: 'Send the body as application/json, without compression.',
    retryable: false,
  },
  idempotency_key_reused: {
    status: 422,
    message: 'This Idempotency-Key was used for another request.',
    retryable: false,
  },
  rate_limited: { status: 429, message: 'Too many requests. Wait a moment and try again.', retryable: true },
  internal: { status: 500, message: 'Something went wrong on our side.', retryable: true },
  provider_unavailable: {
    status: 503,
    message: 'Billing is not available right now. Try again, with the same Idempotency-Key if there was one.',
    retryable: true,
  },
  webhooks_unavailable: {
    status: 503,
    message: 'This server can keep no signing secrets. Set BILLFOLD_ENCRYPTION_KEY and start it again.',
    retryable: false,
  },
  database_unavailable: {
    status: 503,
    message:
      'The server can not reach its database right now. Try again, with the same Idempotency-Key if there was one.',
    retryable: true,
  },
} as const satisfies Record<string, { status: number; message: string; retryable: boolean }>;

/** The stable name of an error. Switch on this, never on the message. */
export type ErrorCode = keyof typeof errorTable;

/** One field of the request that must change, by its path (`address.country`), and how. */
export const FieldError = v.object({ path: v.string(), message: v.string() });
export type FieldError = v.InferOutput<typeof FieldError>;

/** The body of every answer that is not 2xx. `requestId` finds the cause in the server's log. */
export const ErrorBody = v.object({
  error: v.object({
    code: v.picklist(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]),
    message: v.string(),
    requestId: v.string(),
    fields: v.nullable(v.array(FieldError)),
    /** Why a payment did not go through, of `payment_failed`; null for every other code. */
    payment: v.nullable(v.object({ failure: v.picklist(paymentFailures) })),
    /** How it is now, of `quote_stale` and `change_blocked`, where it could be priced; null for every other code. */
    quote: v.nullable(Quote),
  }),
});
export type ErrorBody = v.InferOutput<typeof ErrorBody>;

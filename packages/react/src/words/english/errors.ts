import type { ProblemCode } from '../../problem.js';

const tryAgain = 'Something went wrong on our side. Please try again.';
const reload = 'This page is out of date. Reload it and try again.';
const notHere = 'This is not available here.';
const gone = 'This is no longer there.';
const later = 'Billing is not available right now. Please try again.';
const ended = 'Your session ended.';

/** What a customer reads for each error, and nothing that only a developer could use. */
export const errors: Record<ProblemCode, string> = {
  invalid_request: reload,
  invalid_cursor: reload,
  return_url_not_allowed: tryAgain,
  embed_origin_not_allowed: tryAgain,
  unauthorized: ended,
  feature_disabled: notHere,
  capability_missing: 'Your link does not allow this.',
  secret_key_in_browser: tryAgain,
  cross_site_request: reload,
  not_found: gone,
  customer_not_found: gone,
  configuration_not_found: tryAgain,
  method_not_allowed: tryAgain,
  conflict: reload,
  idempotency_key_missing: tryAgain,
  payment_failed: 'The payment did not go through. Nothing was changed.',
  promotion_code_invalid: 'This code can’t be used here.',
  price_not_allowed: 'This plan can’t be chosen.',
  quantity_not_allowed: 'This number of seats can’t be chosen.',
  no_change: 'This is what you have already.',
  quote_stale: 'What this costs has changed. Nothing was charged.',
  change_blocked: 'Something must be done before this change. Nothing was changed.',
  subscription_state: 'This is not possible as the plan stands now. Nothing was changed.',
  offer_not_available: 'This offer is no longer there. Nothing was changed.',
  payment_method_required: 'There is no payment method on file. Add one first.',
  payment_method_in_use: 'This payment method is needed. It was not removed.',
  managed_externally: 'This subscription is billed elsewhere, and can only be changed there.',
  step_up_required: 'Confirm first that it is you. Nothing was changed.',
  too_many_documents: 'These are too many documents for one download. Choose a year.',
  webhooks_unavailable: 'This is not available right now.',
  setup_not_confirmed: 'This payment method was not confirmed. Enter it again.',
  tax_id_invalid: 'This is not a valid tax ID of its kind. Check it for typing errors.',
  card_data_not_accepted:
    'A card number was entered where none belongs, and was not kept. Enter it in the payment form only.',
  too_many_attempts: 'This was tried too often. Wait a while, or try another way.',
  invoice_not_payable: 'There is nothing to pay here, or the payment is already under way.',
  version_stale: 'This was changed in the meantime. Look at it again, and decide anew.',
  version_missing: tryAgain,
  plan_check_unavailable: 'It could not be checked whether this change is possible. Please try again.',
  customer_ambiguous: tryAgain,
  idempotency_in_flight: 'Your last try is still being worked on. Wait a moment.',
  change_in_progress: 'Another change is still being worked on. Wait a moment, then look again.',
  link_expired: 'This link has expired or was already used.',
  body_too_large: tryAgain,
  unsupported_media_type: tryAgain,
  idempotency_key_reused: reload,
  rate_limited: 'That was too often. Wait a moment and try again.',
  internal: tryAgain,
  provider_unavailable: later,
  database_unavailable: later,
  network: 'The connection failed. Check your network and try again.',
  timeout: 'This took too long. Please try again.',
};

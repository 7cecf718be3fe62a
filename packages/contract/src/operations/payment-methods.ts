import { operation } from '../operation.js';
import type {
  addPaymentMethodSchema,
  createSetupIntentSchema,
  listPaymentMethodsSchema,
  removePaymentMethodSchema,
  setDefaultPaymentMethodSchema,
} from '../payment-methods.js';

const reads = {
  by: 'portal_session',
  capability: 'payment_methods:read',
  feature: 'paymentMethodUpdate',
} as const;
const writes = { ...reads, capability: 'payment_methods:write' } as const;

/** What the customer can be charged by. */
export const listPaymentMethods = /* @__PURE__ */ operation<typeof listPaymentMethodsSchema>()({
  name: 'listPaymentMethods',
  summary: 'List the payment methods on file, with what each is used for.',
  method: 'GET',
  path: '/portal/v1/payment-methods',
  access: reads,
});

/** Begins to put a payment method on file. What is entered goes from the provider's fields to the provider alone. */
export const createSetupIntent = /* @__PURE__ */ operation<typeof createSetupIntentSchema>()({
  name: 'createSetupIntent',
  summary: 'Begin to put a payment method on file.',
  method: 'POST',
  path: '/portal/v1/payment-methods/setup-intent',
  access: writes,
  status: 201,
  idempotency: 'required',
  errors: ['too_many_attempts'],
});

/** Puts on file what a setup intent was confirmed with. Asked again, it answers with the same payment method. */
export const addPaymentMethod = /* @__PURE__ */ operation<typeof addPaymentMethodSchema>()({
  name: 'addPaymentMethod',
  summary: 'Put a confirmed payment method on file.',
  method: 'POST',
  path: '/portal/v1/payment-methods',
  access: writes,
  idempotency: 'required',
  errors: ['payment_failed', 'setup_not_confirmed', 'managed_externally', 'not_found'],
});

/** Makes a payment method the default, and charges subscriptions to it from now on. Nothing is charged by it. */
export const setDefaultPaymentMethod = /* @__PURE__ */ operation<typeof setDefaultPaymentMethodSchema>()({
  name: 'setDefaultPaymentMethod',
  summary: 'Make a payment method the default, for subscriptions too.',
  method: 'POST',
  path: '/portal/v1/payment-methods/{paymentMethod}/default',
  access: writes,
  idempotency: 'required',
  errors: ['managed_externally'],
});

/** Takes a payment method off file. One that is needed stays: see `removalBlockedBy`. */
export const removePaymentMethod = /* @__PURE__ */ operation<typeof removePaymentMethodSchema>()({
  name: 'removePaymentMethod',
  summary: 'Remove a payment method that nothing needs.',
  method: 'DELETE',
  path: '/portal/v1/payment-methods/{paymentMethod}',
  access: writes,
  status: 204,
  idempotency: 'required',
  errors: ['payment_method_in_use'],
});

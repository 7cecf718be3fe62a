import { operation } from '../operation.js';
import type {
  confirmSandboxPaymentSchema,
  confirmSandboxSetupSchema,
  getSandboxControlsSchema,
  moveSandboxClockSchema,
  switchSandboxScenarioSchema,
  updateSandboxControlsSchema,
} from '../sandboxControls.js';
import type {
  getSandboxClockSchema,
  advanceSandboxClockSchema,
  getSandboxCatalogSchema,
  updateSandboxCatalogSchema,
  createSandboxSubscriptionSchema,
  createSandboxScenarioSchema,
} from '../sandbox.js';

export const getSandboxClock = /* @__PURE__ */ operation<typeof getSandboxClockSchema>()({
  name: 'getSandboxClock',
  summary: 'Get the time of the sandbox.',
  method: 'GET',
  path: '/v1/sandbox/clock',
  access: { by: 'secret_key' },
});

/** Moves time forward and lets everything happen that falls due on the way, in order. */
export const advanceSandboxClock = /* @__PURE__ */ operation<typeof advanceSandboxClockSchema>()({
  name: 'advanceSandboxClock',
  summary: 'Advance the time of the sandbox and run what falls due.',
  method: 'POST',
  path: '/v1/sandbox/clock',
  access: { by: 'secret_key' },
  idempotency: 'optional',
});

export const getSandboxCatalog = /* @__PURE__ */ operation<typeof getSandboxCatalogSchema>()({
  name: 'getSandboxCatalog',
  summary: 'Get the products and prices of the sandbox.',
  method: 'GET',
  path: '/v1/sandbox/catalog',
  access: { by: 'secret_key' },
});

/** Replaces what is on offer. The amount, currency and interval of an existing price can not change. */
export const updateSandboxCatalog = /* @__PURE__ */ operation<typeof updateSandboxCatalogSchema>()({
  name: 'updateSandboxCatalog',
  summary: 'Replace the products and prices that the sandbox offers.',
  method: 'PUT',
  path: '/v1/sandbox/catalog',
  access: { by: 'secret_key' },
  idempotency: 'optional',
  errors: ['conflict'],
});

/** Starts a subscription for a customer of the sandbox. */
export const createSandboxSubscription = /* @__PURE__ */ operation<typeof createSandboxSubscriptionSchema>()({
  name: 'createSandboxSubscription',
  summary: 'Start a subscription in the sandbox.',
  method: 'POST',
  path: '/v1/sandbox/subscriptions',
  access: { by: 'secret_key' },
  status: 201,
  idempotency: 'optional',
  errors: ['customer_not_found'],
});

/** Makes a customer in a named state, with all the history that leads to it. */
export const createSandboxScenario = /* @__PURE__ */ operation<typeof createSandboxScenarioSchema>()({
  name: 'createSandboxScenario',
  summary: 'Create a customer in a named state.',
  method: 'POST',
  path: '/v1/sandbox/scenarios',
  access: { by: 'secret_key' },
  status: 201,
  idempotency: 'optional',
  errors: ['conflict'],
});

/** What the person who tries the sandbox out can turn, from the customer's side. */
export const getSandboxControls = /* @__PURE__ */ operation<typeof getSandboxControlsSchema>()({
  name: 'getSandboxControls',
  summary: 'Get the controls of the sandbox for this customer.',
  method: 'GET',
  path: '/portal/v1/sandbox',
  access: { by: 'portal_session', capability: 'sandbox:control', feature: null },
});

export const updateSandboxControls = /* @__PURE__ */ operation<typeof updateSandboxControlsSchema>()({
  name: 'updateSandboxControls',
  summary: 'Decide how the next charge ends, and what is on file.',
  method: 'PATCH',
  path: '/portal/v1/sandbox',
  access: { by: 'portal_session', capability: 'sandbox:control', feature: null },
  idempotency: 'required',
});

/** Moves the time of the whole project, for all its customers. */
export const moveSandboxClock = /* @__PURE__ */ operation<typeof moveSandboxClockSchema>()({
  name: 'moveSandboxClock',
  summary: 'Move the time of the sandbox forward.',
  method: 'POST',
  path: '/portal/v1/sandbox/clock',
  access: { by: 'portal_session', capability: 'sandbox:control', feature: null },
  idempotency: 'required',
});

/** Puts this customer into a named state. What there was of subscriptions and invoices is gone. */
export const switchSandboxScenario = /* @__PURE__ */ operation<typeof switchSandboxScenarioSchema>()({
  name: 'switchSandboxScenario',
  summary: 'Start over with this customer in a named state.',
  method: 'POST',
  path: '/portal/v1/sandbox/scenario',
  access: { by: 'portal_session', capability: 'sandbox:control', feature: null },
  idempotency: 'required',
});

/** Stands in for the page of a bank, on which a payment is confirmed or refused. */
export const confirmSandboxPayment = /* @__PURE__ */ operation<typeof confirmSandboxPaymentSchema>()({
  name: 'confirmSandboxPayment',
  summary: 'Confirm or refuse a payment in the place of a bank.',
  method: 'POST',
  path: '/portal/v1/sandbox/payments/confirm',
  // Whoever may change subscriptions or pay invoices may confirm what comes of it; the operation sees to that.
  access: { by: 'portal_session', capability: null, feature: null },
  idempotency: 'required',
  errors: ['not_found', 'capability_missing'],
});

/** Stands in for the provider's own fields and the page of a bank, when a payment method is put on file. */
export const confirmSandboxSetup = /* @__PURE__ */ operation<typeof confirmSandboxSetupSchema>()({
  name: 'confirmSandboxSetup',
  summary: 'Confirm a setup intent with what the fields of the sandbox have made of a test number.',
  method: 'POST',
  path: '/portal/v1/sandbox/setups/confirm',
  access: { by: 'portal_session', capability: 'payment_methods:write', feature: 'paymentMethodUpdate' },
  idempotency: 'required',
  errors: ['not_found', 'too_many_attempts'],
});

import { operation } from '../operation.js';
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

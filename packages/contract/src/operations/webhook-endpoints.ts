import { operation } from '../operation.js';
import type {
  createWebhookEndpointSchema,
  deleteWebhookEndpointSchema,
  getWebhookEndpointSchema,
  listWebhookAttemptsSchema,
  listWebhookEndpointsSchema,
  rotateWebhookSecretSchema,
  testWebhookEndpointSchema,
  updateWebhookEndpointSchema,
} from '../webhook-endpoints.js';

/** Registers an address that events are sent to. The signing secret in the answer is told once. */
export const createWebhookEndpoint = /* @__PURE__ */ operation<typeof createWebhookEndpointSchema>()({
  name: 'createWebhookEndpoint',
  summary: 'Create a webhook endpoint.',
  method: 'POST',
  path: '/v1/webhook-endpoints',
  access: { by: 'secret_key' },
  status: 201,
  idempotency: 'optional',
  errors: ['conflict', 'webhooks_unavailable'],
});

/** The project’s webhook endpoints, newest first. */
export const listWebhookEndpoints = /* @__PURE__ */ operation<typeof listWebhookEndpointsSchema>()({
  name: 'listWebhookEndpoints',
  summary: 'List webhook endpoints.',
  method: 'GET',
  path: '/v1/webhook-endpoints',
  access: { by: 'secret_key' },
  errors: ['invalid_cursor'],
});

/** One webhook endpoint. */
export const getWebhookEndpoint = /* @__PURE__ */ operation<typeof getWebhookEndpointSchema>()({
  name: 'getWebhookEndpoint',
  summary: 'Get a webhook endpoint.',
  method: 'GET',
  path: '/v1/webhook-endpoints/{endpoint}',
  access: { by: 'secret_key' },
});

/** Changes the given fields, or switches the endpoint off and on. */
export const updateWebhookEndpoint = /* @__PURE__ */ operation<typeof updateWebhookEndpointSchema>()({
  name: 'updateWebhookEndpoint',
  summary: 'Update a webhook endpoint.',
  method: 'PATCH',
  path: '/v1/webhook-endpoints/{endpoint}',
  access: { by: 'secret_key' },
  idempotency: 'optional',
});

/** Removes an endpoint, and what was still to be sent to it. */
export const deleteWebhookEndpoint = /* @__PURE__ */ operation<typeof deleteWebhookEndpointSchema>()({
  name: 'deleteWebhookEndpoint',
  summary: 'Delete a webhook endpoint.',
  method: 'DELETE',
  path: '/v1/webhook-endpoints/{endpoint}',
  access: { by: 'secret_key' },
  status: 204,
  idempotency: 'optional',
});

/** Makes a new signing secret, which is told once; for a while deliveries are signed by the old one too. */
export const rotateWebhookSecret = /* @__PURE__ */ operation<typeof rotateWebhookSecretSchema>()({
  name: 'rotateWebhookSecret',
  summary: 'Rotate the signing secret of a webhook endpoint.',
  method: 'POST',
  path: '/v1/webhook-endpoints/{endpoint}/rotate-secret',
  access: { by: 'secret_key' },
  idempotency: 'optional',
  errors: ['webhooks_unavailable'],
});

/** Sends a `webhook_endpoint.test` event to this endpoint, whatever it listens to: `conflict` when it is switched off. */
export const testWebhookEndpoint = /* @__PURE__ */ operation<typeof testWebhookEndpointSchema>()({
  name: 'testWebhookEndpoint',
  summary: 'Send a test event to a webhook endpoint.',
  method: 'POST',
  path: '/v1/webhook-endpoints/{endpoint}/test',
  access: { by: 'secret_key' },
  idempotency: 'optional',
  errors: ['conflict'],
});

/** The tries to deliver to an endpoint, newest first, all or of one event. */
export const listWebhookAttempts = /* @__PURE__ */ operation<typeof listWebhookAttemptsSchema>()({
  name: 'listWebhookAttempts',
  summary: 'List the tries to deliver to a webhook endpoint.',
  method: 'GET',
  path: '/v1/webhook-endpoints/{endpoint}/attempts',
  access: { by: 'secret_key' },
  errors: ['invalid_cursor'],
});

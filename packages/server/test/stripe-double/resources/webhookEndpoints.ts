import type Stripe from 'stripe';
import type { Call, Handlers } from '../Handler.js';
import { pageOf } from '../pageOf.js';
import { booleanOf, metadataOf, requiredText, textOf } from '../params.js';
import type { State } from '../State.js';
import { invalid, noSuch } from '../StripeFault.js';

export const webhookEndpointHandlers: Handlers = {
  'POST /v1/webhook_endpoints': createEndpoint,
  'GET /v1/webhook_endpoints': (call) =>
    pageOf(call, [...call.state.webhookEndpoints.values()].map(withoutSecret), '/v1/webhook_endpoints'),
  'GET /v1/webhook_endpoints/{id}': ({ state, path }) => withoutSecret(findEndpoint(state, path.id!)),
  'POST /v1/webhook_endpoints/{id}': updateEndpoint,
  'DELETE /v1/webhook_endpoints/{id}': ({ state, path }) => {
    const { id } = findEndpoint(state, path.id!);
    state.webhookEndpoints.delete(id);
    return { id, object: 'webhook_endpoint', deleted: true };
  },
};

function findEndpoint(state: State, id: string): Stripe.WebhookEndpoint {
  const endpoint = state.webhookEndpoints.get(id);
  if (!endpoint) throw noSuch('webhook endpoint', id);
  return endpoint;
}

function createEndpoint({ state, params, now }: Call): Stripe.WebhookEndpoint {
  const endpoint: Stripe.WebhookEndpoint = {
    id: state.newId('we'),
    object: 'webhook_endpoint',
    api_version: textOf(params.api_version, 'api_version') ?? null,
    application: null,
    created: now,
    description: textOf(params.description, 'description') ?? null,
    enabled_events: eventsOf(params.enabled_events),
    livemode: false,
    metadata: metadataOf(params.metadata),
    secret: `whsec_${state.newId('').slice(1)}`,
    status: 'enabled',
    url: requiredText(params.url, 'url'),
  };
  state.webhookEndpoints.set(endpoint.id, endpoint);
  // The secret is told this once.
  return endpoint;
}

function updateEndpoint({ state, path, params }: Call): Stripe.WebhookEndpoint {
  const endpoint = findEndpoint(state, path.id!);
  const description = textOf(params.description, 'description');
  if (description !== undefined) endpoint.description = description;
  const disabled = booleanOf(params.disabled, 'disabled');
  if (disabled !== undefined) endpoint.status = disabled ? 'disabled' : 'enabled';
  if (params.enabled_events !== undefined) endpoint.enabled_events = eventsOf(params.enabled_events);
  endpoint.url = textOf(params.url, 'url') ?? endpoint.url;
  endpoint.metadata = metadataOf(params.metadata, endpoint.metadata);
  return withoutSecret(endpoint);
}

function eventsOf(value: Call['params'][string]): string[] {
  if (value === undefined || value === '')
    throw invalid('Missing required param: enabled_events.', {
      code: 'parameter_missing',
      param: 'enabled_events',
    });
  return Object.values(value);
}

function withoutSecret({ secret: _, ...endpoint }: Stripe.WebhookEndpoint): Stripe.WebhookEndpoint {
  return endpoint;
}

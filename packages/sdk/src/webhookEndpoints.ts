import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  getWebhookEndpoint,
  listWebhookAttempts,
  listWebhookEndpoints,
  rotateWebhookSecret,
  testWebhookEndpoint,
  updateWebhookEndpoint,
  type InputOf,
  type Page,
  type WebhookAttempt,
  type WebhookEndpoint,
  type WebhookEndpointWithSecret,
} from '@billfold/contract';
import { allPages, type AllOptions } from './pages.js';
import type { Call, CallOptions } from './transport.js';

export type WebhookEndpointInput = InputOf<typeof createWebhookEndpoint>;
/** A field that is left out stays. */
export type WebhookEndpointChanges = Omit<InputOf<typeof updateWebhookEndpoint>, 'endpoint'>;
export type WebhookAttemptQuery = Omit<InputOf<typeof listWebhookAttempts>, 'endpoint'>;

/** `billfold.webhookEndpoints` */
export interface WebhookEndpoints {
  /**
   * Registers an address. Its signing `secret` is told in this answer only.
   *
   * @throws BillfoldError `invalid_request`; `conflict` when there are too many; `webhooks_unavailable`
   */
  create(input: WebhookEndpointInput, options?: CallOptions): Promise<WebhookEndpointWithSecret>;
  list(query?: InputOf<typeof listWebhookEndpoints>, options?: CallOptions): Promise<Page<WebhookEndpoint>>;
  listAll(options?: AllOptions): AsyncGenerator<WebhookEndpoint, void>;
  /** @throws BillfoldError `not_found` */
  get(endpoint: string, options?: CallOptions): Promise<WebhookEndpoint>;
  /** Changes the given fields, or switches the endpoint off and on. @throws BillfoldError `not_found` */
  update(endpoint: string, changes: WebhookEndpointChanges, options?: CallOptions): Promise<WebhookEndpoint>;
  /** Removes it, and what was still to be sent to it. @throws BillfoldError `not_found` */
  delete(endpoint: string, options?: CallOptions): Promise<null>;
  /** Makes a new secret. For `overlapHours` (default 24) deliveries are signed by both. @throws BillfoldError `not_found` */
  rotateSecret(
    endpoint: string,
    input?: Omit<InputOf<typeof rotateWebhookSecret>, 'endpoint'>,
    options?: CallOptions,
  ): Promise<WebhookEndpointWithSecret>;
  /** Sends a `webhook_endpoint.test` event to it. @throws BillfoldError `not_found` */
  test(endpoint: string, options?: CallOptions): Promise<{ event: string }>;
  /** The tries to deliver to it, newest first. @throws BillfoldError `not_found` */
  listAttempts(
    endpoint: string,
    query?: WebhookAttemptQuery,
    options?: CallOptions,
  ): Promise<Page<WebhookAttempt>>;
  listAllAttempts(
    endpoint: string,
    query?: Omit<WebhookAttemptQuery, 'cursor'>,
    options?: AllOptions,
  ): AsyncGenerator<WebhookAttempt, void>;
}

export function webhookEndpoints(call: Call): WebhookEndpoints {
  return {
    create: (input, options) => call(createWebhookEndpoint, input, options),
    list: (query = {}, options) => call(listWebhookEndpoints, query, options),
    listAll: (options) => allPages(call, listWebhookEndpoints, {}, options),
    get: (endpoint, options) => call(getWebhookEndpoint, { endpoint }, options),
    update: (endpoint, changes, options) => call(updateWebhookEndpoint, { ...changes, endpoint }, options),
    delete: (endpoint, options) => call(deleteWebhookEndpoint, { endpoint }, options),
    rotateSecret: (endpoint, input = {}, options) =>
      call(rotateWebhookSecret, { ...input, endpoint }, options),
    test: (endpoint, options) => call(testWebhookEndpoint, { endpoint }, options),
    listAttempts: (endpoint, query = {}, options) =>
      call(listWebhookAttempts, { ...query, endpoint }, options),
    listAllAttempts: (endpoint, query = {}, options) =>
      allPages(call, listWebhookAttempts, { ...query, endpoint }, options),
  };
}

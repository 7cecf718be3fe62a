import { vi } from 'vitest';
import type {
  Event,
  Page,
  WebhookAttempt,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
} from '@billfold/contract';
import { createTestPortal, type TestPortal } from './createTestPortal.js';
import { receiveWebhooks, type TestReceiver } from './receiveWebhooks.js';

/** A portal with a merchant who listens to it, and a time of day that moves when a test says so. */
export interface WebhookTest {
  portal: TestPortal;
  receiver: TestReceiver;
  createEndpoint(more?: object): Promise<WebhookEndpointWithSecret>;
  getEndpoint(endpoint: { id: string }): Promise<WebhookEndpoint>;
  updateEndpoint(endpoint: { id: string }, body: object): Promise<WebhookEndpoint>;
  /** Newest first. */
  attemptsOf(endpoint: { id: string }, query?: string): Promise<WebhookAttempt[]>;
  /** Something that every endpoint is told. */
  createCustomer(email?: string): Promise<{ id: string }>;
  listEvents(query?: string): Promise<Page<Event>>;
  pass(ms: number): void;
  /** Types of what has arrived at an endpoint, in order. */
  typesTo(endpoint: { url: string }): string[];
  close(): Promise<void>;
}

export async function openWebhookTest(): Promise<WebhookTest> {
  const portal = await createTestPortal();
  const receiver = receiveWebhooks(portal);
  // The library that merchants verify by goes by the time of day.
  vi.useFakeTimers({ toFake: ['Date'], now: portal.clock.now() });
  const { merchant, clock } = portal;
  let hosts = 0;
  return {
    portal,
    receiver,
    createEndpoint: (more) => {
      const url = `https://receiver${(hosts += 1)}.example.com/webhooks`;
      return merchant('POST', '/v1/webhook-endpoints', { url, ...more });
    },
    getEndpoint: ({ id }) => merchant('GET', `/v1/webhook-endpoints/${id}`),
    updateEndpoint: ({ id }, body) => merchant('PATCH', `/v1/webhook-endpoints/${id}`, body),
    attemptsOf: async ({ id }, query = '') => {
      const path = `/v1/webhook-endpoints/${id}/attempts?limit=100${query}`;
      return (await merchant<Page<WebhookAttempt>>('GET', path)).data;
    },
    createCustomer: (email = 'demo@example.com') => merchant('POST', '/v1/customers', { email }),
    listEvents: (query = '') => merchant('GET', `/v1/events?limit=100${query}`),
    pass: (ms) => {
      clock.set(new Date(clock.now().getTime() + ms));
      vi.setSystemTime(clock.now());
    },
    typesTo: ({ url }) => receiver.received.filter((it) => it.url === url).map(({ event }) => event.type),
    close: async () => {
      vi.useRealTimers();
      await portal.close();
    },
  };
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

import type { SendWebhook } from '../webhooks/SendWebhook.js';
import { guardedRequest, GuardedRequestFailed, type GuardedNetwork } from './guardedRequest.js';

/** How long a receiver may take for everything. */
const TIMEOUT_MS = 20_000;

/** Sends messages from Node, and to nowhere that only this server can reach. */
export function sendWebhooks(network: GuardedNetwork = {}): SendWebhook {
  return async ({ url, headers, body, allowLoopback, signal }) => {
    const request = { url, headers, body, allowLoopback, signal, timeoutMs: TIMEOUT_MS };
    try {
      const answer = await guardedRequest({ ...request, method: 'POST' }, network);
      return { status: answer.status, retryAfter: answer.headers['retry-after'] ?? null };
    } catch (error) {
      return { failure: error instanceof GuardedRequestFailed ? error.failure : 'connection' };
    }
  };
}

import type { SendWebhook } from '../webhooks/SendWebhook.js';
import { guardedRequest, GuardedRequestFailed, type GuardedNetwork } from './guardedRequest.js';

/**
 * Sends messages from Node, and to nowhere that only this server can reach.
 *
 * @param timeoutMs how long a receiver may take for everything.
 */
export function sendWebhooks(timeoutMs = 20_000, network: GuardedNetwork = {}): SendWebhook {
  return async ({ url, headers, body, allowLoopback, signal }) => {
    const request = { url, headers, body, allowLoopback, signal, timeoutMs };
    try {
      const answer = await guardedRequest({ ...request, method: 'POST' }, network);
      return { status: answer.status, retryAfter: answer.headers['retry-after'] ?? null };
    } catch (error) {
      return { failure: error instanceof GuardedRequestFailed ? error.failure : 'connection' };
    }
  };
}

import Stripe from 'stripe';
import type { StripeOptions } from '../StripeOptions.js';
import { apiVersion } from './apiVersion.js';
import { createTransport, type TransportOptions } from './createTransport.js';

const TIMEOUT_MS = 15_000;

/** Enough for Stripe's limit of 100 requests a second at half a second each; who waits longer has no time left. */
const bulkhead = { atOnce: 50, waiting: 100 };

/**
 * The npm client of Stripe, reaching it in the one way that a payment needs: bounded in time, in repetitions and in number; see
 * `createTransport`.
 *
 * What it throws is the npm client's own errors; `unreachableIn` says which of them are no answer, and whether anything was sent.
 *
 * @param limits for tests, which have less time.
 */
export function createClient(options: StripeOptions, limits: Partial<TransportOptions> = {}): Stripe {
  const { secretKey, apiUrl, timeoutMs = TIMEOUT_MS, version, log, suppressNotices } = options;
  const httpClient = createTransport({
    log,
    suppressNotices,
    bulkhead,
    circuit: { failuresInARow: 5, resetAfterMs: 8_000, windowMs: timeoutMs + 5_000 },
    shortestAttemptMs: 250,
    ...limits,
  });
  return new Stripe(secretKey, {
    apiVersion,
    httpClient,
    timeout: timeoutMs,
    maxNetworkRetries: 0,
    telemetry: false,
    appInfo: { name: 'Billfold', ...(version !== undefined && { version }) },
    ...(apiUrl !== undefined && addressOf(new URL(apiUrl))),
  });
}

const addressOf = ({ protocol, hostname, port }: URL) => ({
  protocol: protocol === 'http:' ? ('http' as const) : ('https' as const),
  host: hostname.replace(/^\[|\]$/g, ''),
  port: port || (protocol === 'http:' ? 80 : 443),
});

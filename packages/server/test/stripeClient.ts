import type Stripe from 'stripe';
import { expect } from 'vitest';
import { callOptions } from '../src/providers/stripe/client/callOptions.js';
import { createClient } from '../src/providers/stripe/client/createClient.js';
import type { TransportOptions } from '../src/providers/stripe/client/createTransport.js';

export const secretKey = 'sk_test_ofNobody123456';

/** A circuit that does not open while something else is tested. */
const patient = { failuresInARow: 1_000, resetAfterMs: 8_000, windowMs: 20_000 };

/** One that opens soon, and stays open for the rest of a test. */
export const soonOpen = { failuresInARow: 3, resetAfterMs: 60_000, windowMs: 20_000 };

/** A client of a server in Stripe's place, which begins an attempt even when hardly any time is left. */
export const clientFor = (
  { url }: { url: string },
  limits: Partial<TransportOptions> = {},
  timeoutMs = 10_000,
) =>
  createClient({ secretKey, apiUrl: url, timeoutMs }, { circuit: patient, shortestAttemptMs: 20, ...limits });

export const read = (stripe: Stripe) => stripe.customers.retrieve('cus_1');

export const write = (stripe: Stripe, idempotencyKey?: string) =>
  stripe.customers.update('cus_1', { name: 'Ada' }, callOptions(undefined, idempotencyKey));

/** What changes something, and goes without a key. */
export const remove = (stripe: Stripe) => stripe.subscriptions.cancel('sub_1');

export const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it was answered'),
    (error: unknown) => error as Stripe.errors.StripeError,
  );

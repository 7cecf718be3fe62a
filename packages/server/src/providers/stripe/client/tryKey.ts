import Stripe from 'stripe';
import type { StripeOptions } from '../StripeOptions.js';
import { createClient } from './createClient.js';
import { unreachableIn, type UnreachableReason } from './Unreachable.js';

/** What Stripe says to a key. */
export type KeyVerdict = 'accepted' | 'unknown' | 'not_permitted' | 'failed' | UnreachableReason;

const TIMEOUT_MS = 10_000;

/** Finds out whether a key opens what every portal reads, by reading as little of it as can be. */
export async function tryKey(options: StripeOptions): Promise<KeyVerdict> {
  try {
    await createClient({ ...options, timeoutMs: TIMEOUT_MS }).subscriptions.list({ limit: 1 });
    return 'accepted';
  } catch (error) {
    if (error instanceof Stripe.errors.StripeAuthenticationError) return 'unknown';
    if (error instanceof Stripe.errors.StripePermissionError) return 'not_permitted';
    return unreachableIn(error)?.reason ?? 'failed';
  }
}

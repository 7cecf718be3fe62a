import type Stripe from 'stripe';

/**
 * The version of Stripe's API that all of this is written for. It is sent with every request: what an account has by default,
 * and what somebody sets there tomorrow, does not matter.
 */
export const apiVersion = '2026-10-28.endive' satisfies Stripe.LatestApiVersion;

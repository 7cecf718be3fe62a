import type Stripe from 'stripe';

/** A header that says when a call must have ended, for the transport alone: it never leaves this process. */
export const deadlineHeader = 'Billfold-Deadline';

/**
 * The last argument of every call of the npm client.
 *
 * A deadline and not only a time that it may take: pages of a list are fetched one after the other with the same options.
 *
 * @param deadline ms since 1970; absent: the client's own timeout for each request.
 * @param idempotencyKey of an intent's step, for whatever changes something.
 */
export function callOptions(deadline: number | undefined, idempotencyKey?: string): Stripe.RequestOptions {
  return {
    ...(deadline !== undefined && { headers: { [deadlineHeader]: String(Math.floor(deadline)) } }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  };
}

import { errorCodeOf, retryAfterOf, type Answer } from './Answer.js';
import type { Unreachable } from './Unreachable.js';
import type { StripeRequest } from './sendOnce.js';

/** How one attempt has ended. */
export type Attempt = { answer: Answer } | { unreachable: Unreachable };

/** How often a request is sent at most. */
export const MOST_ATTEMPTS = 3;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 4_000;

/**
 * Whether a request may be sent again after an attempt: something passing was in the way, and it can not be done twice by that.
 * Stripe does what comes under one idempotency key once.
 */
export function mayRepeat(request: Pick<StripeRequest, 'method' | 'headers'>, attempt: Attempt): boolean {
  return isPassing(attempt) && canNotDoTwice(request, attempt);
}

/**
 * How long to wait before the next attempt: anything up to a bound that doubles, so that those who failed together do not come
 * back together, and never less than Stripe asks for.
 *
 * @param attempts how many there were.
 * @param random from 0 to 1.
 */
export function waitBeforeNext(attempt: Attempt, attempts: number, random: number): number {
  const wait = random * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1));
  const asked = 'answer' in attempt ? retryAfterOf(attempt.answer) : null;
  return (asked ?? 0) * 1000 + wait;
}

/**
 * What is known after one more attempt. One that was not sent, or says only that this is no time to ask, tells nothing of what
 * became of the one before.
 */
export function whatIsKnown(before: Attempt, last: Attempt): Attempt {
  if ('unreachable' in last && !last.unreachable.wasSent) return before;
  return mayBeDone(before) && 'answer' in last && last.answer.status === 429 ? before : last;
}

function mayBeDone(attempt: Attempt): boolean {
  return 'unreachable' in attempt ? attempt.unreachable.wasSent : attempt.answer.status !== 429;
}

function isPassing(attempt: Attempt): boolean {
  // Where there is no time or no place for it there is none for another one, and an open circuit is asked less and not more.
  if ('unreachable' in attempt) return ['connection', 'not_stripe'].includes(attempt.unreachable.reason);
  const { status, headers } = attempt.answer;
  if (headers['stripe-should-retry'] === 'true') return true;
  if (headers['stripe-should-retry'] === 'false') return false;
  return status === 429 || status >= 500 || isInFlight(attempt.answer);
}

/** The same request came a moment ago, perhaps over a connection that broke, and is being worked on. */
const isInFlight = (answer: Answer) =>
  answer.status === 409 && errorCodeOf(answer) === 'idempotency_key_in_use';

function canNotDoTwice(
  { method, headers }: Pick<StripeRequest, 'method' | 'headers'>,
  attempt: Attempt,
): boolean {
  if (method === 'GET') return true;
  if (method === 'POST') return Boolean(headers['Idempotency-Key']);
  // Stripe knows no idempotency keys of DELETE: a second one finds nothing, and its answer would hide that the first was done.
  return 'answer' in attempt ? attempt.answer.status === 429 : !attempt.unreachable.wasSent;
}

/** Why there is no answer of Stripe. */
export type UnreachableReason =
  /** Stripe has failed so often that it is not asked for a while. */
  | 'circuit_open'
  /** So many requests are under way or waiting that this one had no turn. */
  | 'too_busy'
  /** The time of the request that it is done for is over, or nearly. */
  | 'no_time'
  /** There was no whole answer in time. */
  | 'timeout'
  /** There was no connection, or it broke before the answer was whole. */
  | 'connection'
  /** What came is not an answer of Stripe's API, but perhaps of something in between. */
  | 'not_stripe';

/**
 * There is no answer of Stripe. The npm client wraps it in its own connection error; `unreachableIn` finds it there.
 *
 * It has no `code`: the npm client repeats requests by itself after some codes of connections, whatever it was told.
 */
export class Unreachable extends Error {
  readonly reason: UnreachableReason;
  /** Whether Stripe may have done it. False: for certain not, because it was never asked. */
  readonly wasSent: boolean;
  /** Seconds after which it may go better, where that is known. */
  readonly retryAfter: number | null;

  constructor(reason: UnreachableReason, details: UnreachableDetails) {
    super(`Stripe gave no answer: ${reason}.`, { cause: details.cause });
    this.name = 'Unreachable';
    this.reason = reason;
    this.wasSent = details.wasSent;
    this.retryAfter = details.retryAfter ?? null;
  }
}

interface UnreachableDetails {
  wasSent: boolean;
  retryAfter?: number;
  /** For the log: an error of the connection, which holds nothing of the request. */
  cause?: unknown;
}

/** Why there was no answer, if that is what an error of the npm client is about; else null. */
export function unreachableIn(error: unknown): Unreachable | null {
  if (error instanceof Unreachable) return error;
  const { detail } = Object(error) as { detail?: unknown };
  return detail instanceof Unreachable ? detail : null;
}

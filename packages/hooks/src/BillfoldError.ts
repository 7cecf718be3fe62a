import type { ErrorCode, FieldError, PaymentFailure, Quote } from '@billfold/contract';
import type { StepUpRequest } from './stepUp.js';

/**
 * Why a call failed: a code of the portal API, or one of two that no server sends. `network`: no answer came,
 * or it was not the portal's (a proxy's page, a truncated body). `timeout`: the answer took too long.
 * A newer server may send a code that this list does not have yet, so keep a default branch.
 */
export type BillfoldErrorCode = ErrorCode | 'network' | 'timeout';

/** What is known about a failure besides its code; null where nothing is, for example because no answer came. */
export interface BillfoldErrorFacts {
  /** HTTP status of the answer. */
  status: number | null;
  /** Finds the cause in the server's log. */
  requestId: string | null;
  /** Which fields of the request must change, and how. */
  fields: readonly FieldError[] | null;
  /** Seconds to wait before trying again. */
  retryAfter: number | null;
  /** The same as an instant, by this machine's clock. */
  retryAt: string | null;
  /** Why a payment did not go through, of `payment_failed`. */
  payment: { failure: PaymentFailure } | null;
  /** How a change is priced now, of `quote_stale` and `change_blocked`. */
  quote: Quote | null;
  /** What the customer must prove first, and where, of `step_up_required`. */
  stepUp: StepUpRequest | null;
}

/** The one error of a call to the portal. Switch on `code`; `message` is for logs, not for customers. */
export class BillfoldError extends Error implements BillfoldErrorFacts {
  override readonly name = 'BillfoldError';
  readonly code: BillfoldErrorCode;
  readonly status: number | null = null;
  readonly requestId: string | null = null;
  readonly fields: readonly FieldError[] | null = null;
  readonly retryAfter: number | null = null;
  readonly retryAt: string | null = null;
  readonly payment: { failure: PaymentFailure } | null = null;
  readonly quote: Quote | null = null;
  readonly stepUp: StepUpRequest | null = null;

  constructor(
    code: BillfoldErrorCode,
    message: string,
    facts?: Partial<BillfoldErrorFacts> & { cause?: unknown },
  ) {
    super(message);
    this.code = code;
    Object.assign(this, facts);
  }
}

/** Whether something thrown is a {@link BillfoldError}. Goes by name, because a page can hold two copies of this package. */
export function isBillfoldError(error: unknown): error is BillfoldError {
  return isNamed(error, 'BillfoldError');
}

/**
 * Whether nobody has heard what became of a request: it may have been done all the same, or is still being done. What was
 * refused, and what never left the page, has not been done. To be sent again as the same intent, and told as not known.
 */
export function isUnheard(error: unknown): boolean {
  if (!isBillfoldError(error)) return false;
  const { status, code } = error;
  switch (code) {
    case 'network':
    case 'timeout':
    case 'idempotency_in_flight':
      return true;
    // The portal gave up before it did anything.
    case 'plan_check_unavailable':
      return false;
    default:
      return status !== null && status >= 500;
  }
}

/** An error for the developer who embeds the kit: what happened, why it matters, how to fix it. Never retried, never shown as an outage. */
export function misuse(message: string): Error {
  return Object.assign(new Error(`Billfold: ${message}`), { name: 'BillfoldMisuse' });
}

/** Whether something thrown came from {@link misuse}. */
export function isMisuse(error: unknown): boolean {
  return isNamed(error, 'BillfoldMisuse');
}

/** Goes by name alone: the class of an aborted signal's reason differs between realms. */
export function isNamed(error: unknown, name: string): boolean {
  return (error as { name?: unknown } | null | undefined)?.name === name;
}

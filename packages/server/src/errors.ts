import { errorTable, type ErrorBody, type ErrorCode, type FieldError } from '@billfold/contract';
import type { RateLimited } from './access/rateLimits.js';

/**
 * The one error that features and providers throw. Whatever else is thrown is answered as `internal`, with the
 * cause only in the log.
 */
export class BillfoldError extends Error {
  readonly code: ErrorCode;
  /** What to change in the request, where that can be said. */
  readonly fields: FieldError[] | null;
  /** Why a payment did not go through, where that was the error. */
  readonly payment: ErrorBody['error']['payment'];
  /** How it is now, where a quote was the error. */
  readonly quote: ErrorBody['error']['quote'];
  /** Whether it was answered before, to the same Idempotency-Key. */
  readonly replayed: boolean;
  /** Seconds after which the same request may succeed. */
  readonly retryAfter: number | null;
  /** Of `provider_unavailable`: whether it is certain that nothing has reached the provider. */
  readonly notSent: boolean;
  /** Of `provider_unavailable`: whether the provider will say so to the same idempotency key for ever, whatever it has done. */
  readonly remembered: boolean;
  /** Which limit of requests was reached, where that was the error. */
  readonly limited: RateLimited | null;
  /** Methods that the path does know, where the method was the error. */
  readonly allow: readonly string[] | null;

  constructor(code: ErrorCode, options: ErrorDetails = {}) {
    super(errorTable[code].message, { cause: options.cause });
    this.name = 'BillfoldError';
    this.code = code;
    this.fields = options.fields ?? null;
    this.payment = options.payment ?? null;
    this.quote = options.quote ?? null;
    this.replayed = options.replayed ?? false;
    this.retryAfter = options.retryAfter ?? null;
    this.notSent = options.notSent ?? false;
    this.remembered = options.remembered ?? false;
    this.limited = options.limited ?? null;
    this.allow = options.allow ?? null;
  }
}

interface ErrorDetails extends Partial<Pick<ErrorBody['error'], 'payment' | 'quote'>> {
  fields?: FieldError[];
  replayed?: boolean;
  retryAfter?: number;
  notSent?: boolean;
  remembered?: boolean;
  limited?: RateLimited;
  allow?: readonly string[];
  /** For the log; never answered. */
  cause?: unknown;
}

/**
 * An answer that is an error, of an operation that has done something on the way: a card was asked, a fresh quote was
 * written. Returned and not thrown, because what is thrown undoes everything.
 */
export class Refusal {
  readonly error: BillfoldError;

  constructor(...details: ConstructorParameters<typeof BillfoldError>) {
    this.error = new BillfoldError(...details);
  }
}

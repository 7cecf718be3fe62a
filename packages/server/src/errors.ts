import { errorTable, type ErrorCode, type FieldError } from '@billfold/contract';

/**
 * The one error that features and providers throw. Whatever else is thrown is answered as `internal`, with the
 * cause only in the log.
 */
export class BillfoldError extends Error {
  readonly code: ErrorCode;
  /** What to change in the request, where that can be said. */
  readonly fields: FieldError[] | null;
  /** Seconds after which the same request may succeed. */
  readonly retryAfter: number | null;
  /** Methods that the path does know, where the method was the error. */
  readonly allow: readonly string[] | null;

  constructor(code: ErrorCode, options: ErrorDetails = {}) {
    super(errorTable[code].message, { cause: options.cause });
    this.name = 'BillfoldError';
    this.code = code;
    this.fields = options.fields ?? null;
    this.retryAfter = options.retryAfter ?? null;
    this.allow = options.allow ?? null;
  }
}

interface ErrorDetails {
  fields?: FieldError[];
  retryAfter?: number;
  allow?: readonly string[];
  /** For the log; never answered. */
  cause?: unknown;
}

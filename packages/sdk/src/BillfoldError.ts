import type { ErrorBody, ErrorCode, FieldError } from '@billfold/contract';

/**
 * What went wrong, as a stable name. Besides the portal's own codes:
 *
 * - `network`: no answer came; whether the portal did anything is not known.
 * - `timeout`: the call took longer than `timeoutMs`, its retry included.
 * - `unexpected_answer`: something answered that is not a Billfold portal, such as a proxy or a wrong `baseUrl`.
 */
export type BillfoldErrorCode = ErrorCode | 'network' | 'timeout' | 'unexpected_answer';

interface Details extends Partial<Pick<ErrorBody['error'], 'payment' | 'quote'>> {
  status?: number;
  requestId?: string;
  fields?: FieldError[] | null;
  retryAfter?: number | null;
  cause?: unknown;
}

// Looked up by name in every realm: two copies of this package in one process still know each other's errors.
const BRAND = Symbol.for('@billfold/sdk.BillfoldError');

/**
 * The one error that calls to the portal fail with. Switch on `code`, never on the message. It carries nothing
 * secret: no key, no link, no token, no body of the request.
 */
export class BillfoldError extends Error {
  readonly code: BillfoldErrorCode;
  /** HTTP status of the answer; null when there was none. */
  readonly status: number | null;
  /** Finds the cause in the portal's log; null when the portal did not answer. */
  readonly requestId: string | null;
  /** What to change in the input, by path (`address.country`); null where it can not be said. */
  readonly fields: FieldError[] | null;
  /** Why a payment did not go through, of `payment_failed`; null for every other code. */
  readonly payment: ErrorBody['error']['payment'];
  /** How it is now, of `quote_stale` and `change_blocked`, where it could be priced; null for every other code. */
  readonly quote: ErrorBody['error']['quote'];
  /** Seconds to wait before the same call may succeed; null when the portal did not say. */
  readonly retryAfter: number | null;

  constructor(code: BillfoldErrorCode, message: string, details: Details = {}) {
    super(
      describe(code, message, details),
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.name = 'BillfoldError';
    this.code = code;
    this.status = details.status ?? null;
    this.requestId = details.requestId ?? null;
    this.fields = details.fields ?? null;
    this.payment = details.payment ?? null;
    this.quote = details.quote ?? null;
    this.retryAfter = details.retryAfter ?? null;
    // On the instance and not enumerable, so that the brand survives a second copy of the class and stays out of logs.
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/**
 * Whether a caught value is a {@link BillfoldError}, also one of another copy of this package (`instanceof` is
 * false there, which is how error handling breaks silently after an unlucky install).
 */
export function isBillfoldError(value: unknown): value is BillfoldError {
  return typeof value === 'object' && value !== null && BRAND in value;
}

/** One line that is enough in a log: sentence, fields, code, request id. */
function describe(code: BillfoldErrorCode, message: string, { fields, requestId }: Details): string {
  const which = (fields ?? []).map((field) => `${field.path} ${field.message}`).join('; ');
  return `${message}${which && ` ${which}.`} [${code}${requestId ? `, ${requestId}` : ''}]`;
}

import { errorTable, type DescribedOperation, type Document, type ErrorBody } from '@billfold/contract';
import { isDatabaseUnavailable } from '../database/isDatabaseUnavailable.js';
import { BillfoldError } from '../errors.js';
import { documentHeaders, rateLimitHeaders } from './headers.js';

/** The answer to an operation that went well. */
export function respond(operation: DescribedOperation, result: unknown): Response {
  if (operation.status === 204) return new Response(null, { status: 204 });
  if (operation.produces !== 'json') {
    const { bytes, filename } = result as Document;
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      status: 200,
      headers: documentHeaders(operation.produces, filename),
    });
  }
  return Response.json(result, { status: operation.status });
}

/**
 * The answer to anything that was thrown. This can not fail, and says nothing that the table of errors does
 * not say: causes go to the log.
 */
export function respondError(error: unknown, requestId: string): Response {
  const known = toBillfoldError(error);
  const { status } = errorTable[known.code];
  const body: ErrorBody = {
    error: {
      code: known.code,
      message: known.message,
      requestId,
      fields: known.fields,
      payment: known.payment,
      quote: known.quote,
    },
  };
  const headers: Record<string, string> = known.limited ? rateLimitHeaders(known.limited) : {};
  if (known.replayed) headers['Idempotent-Replayed'] = 'true';
  if (known.retryAfter !== null) headers['Retry-After'] = String(known.retryAfter);
  if (known.allow !== null) headers['Allow'] = known.allow.join(', ');
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer';
  return Response.json(body, { status, headers });
}

/** What was thrown, as one of our errors. */
export function toBillfoldError(error: unknown): BillfoldError {
  if (error instanceof BillfoldError) return error;
  if (isDatabaseUnavailable(error))
    return new BillfoldError('database_unavailable', { cause: error, retryAfter: 1 });
  return new BillfoldError('internal', { cause: error });
}

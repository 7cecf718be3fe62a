import type { IncomingHttpHeaders } from 'node:http';

/** A whole answer of Stripe's API. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: object;
}

/** What an answer says is wrong; null: nothing, or nothing that has a name. */
export function errorCodeOf({ body }: Answer): string | null {
  const { error } = body as { error?: { code?: unknown } };
  return typeof error?.code === 'string' ? error.code : null;
}

/** Seconds that an answer asks to wait for; null: it does not say, or not in seconds. */
export function retryAfterOf({ headers }: Answer): number | null {
  const text = headers['retry-after'];
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

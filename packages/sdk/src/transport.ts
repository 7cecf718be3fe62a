import { errorTable, type Document, type ErrorBody, type Operation } from '@billfold/contract';
import { BillfoldError } from './BillfoldError.js';

/** Settings of one call. */
export interface CallOptions {
  /**
   * Names the intent, so that the portal does it once however often it arrives. Made for every writing call by
   * itself; give your own where your process may die between two tries of the same thing.
   */
  idempotencyKey?: string;
  /** Of a subscription as you have seen it: it is done for this version or not at all (`version_stale`). */
  version?: number;
  /** Gives the call up; it then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** Calls an operation of the portal and answers with its output. Rejects with `BillfoldError`. */
export type Call = <Input, Output>(
  operation: Operation<Input, Output>,
  input: Input,
  options?: CallOptions,
) => Promise<Output>;

export interface TransportOptions {
  secretKey: string;
  /** Without a slash at its end. */
  baseUrl: string;
  fetch: typeof fetch;
  timeoutMs: number;
}

/** Longest wait before the one retry. A portal that asks for more gets no retry; the caller learns `retryAfter`. */
const LONGEST_WAIT_MS = 5_000;

/**
 * Makes the one function through which every request leaves. The key lives in its closure only: no property
 * holds it, so no log of the client can show it.
 */
export function createTransport({ secretKey, baseUrl, fetch, timeoutMs }: TransportOptions): Call {
  return async (operation, input, options = {}) => {
    const request = toRequest(operation, input, options);
    const deadline = Date.now() + timeoutMs;
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutMs);
    const signal = options.signal ? AbortSignal.any([options.signal, timeout.signal]) : timeout.signal;

    try {
      const first = await attempt();
      if (first.ok) return first.output as never;
      const wait = waitBeforeRetry(first.error, deadline - Date.now());
      if (wait === null || !request.repeatable) throw first.error;
      await pause(wait, signal);

      const second = await attempt();
      if (second.ok) return second.output as never;
      throw second.error;
    } catch (error) {
      if (options.signal?.aborted) throw options.signal.reason;
      if (timeout.signal.aborted) throw timedOut(operation, timeoutMs);
      throw error;
    } finally {
      clearTimeout(timer);
    }

    /** One request on the wire. Rejects only when the call was given up or ran out of time. */
    async function attempt(): Promise<{ ok: true; output: unknown } | { ok: false; error: BillfoldError }> {
      try {
        const response = await fetch(baseUrl + request.path, {
          method: operation.method,
          headers: { ...request.headers, Authorization: `Bearer ${secretKey}` },
          body: request.body,
          // A redirect would carry the key and the body to an address that nobody configured.
          redirect: 'manual',
          signal,
        });
        return await readResponse(response, operation);
      } catch (cause) {
        if (signal.aborted) throw cause;
        const message = `${operation.name} did not reach the portal at ${new URL(baseUrl).origin}.`;
        return { ok: false, error: new BillfoldError('network', message, { cause }) };
      }
    }
  };
}

const ACCEPTED = {
  json: 'application/json',
  pdf: 'application/pdf, application/json;q=0.5',
  csv: 'text/csv, application/json;q=0.5',
  zip: 'application/zip, application/json;q=0.5',
};

interface WireRequest {
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
  /** Whether sending it twice does what sending it once does. */
  repeatable: boolean;
}

/** Spreads the input of an operation over path, query and body, as the contract says. */
function toRequest<Input>(
  operation: Operation<Input, unknown>,
  input: Input,
  { idempotencyKey, version }: Pick<CallOptions, 'idempotencyKey' | 'version'>,
): WireRequest {
  const rest: Record<string, unknown> = { ...(input as object) };
  let path: string = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = rest[name];
    delete rest[name];
    return pathSegment(name, id);
  });

  const headers: Record<string, string> = { Accept: ACCEPTED[operation.produces] };
  if (version !== undefined) headers['If-Match'] = `"${version}"`;
  if (operation.idempotency !== 'none') headers['Idempotency-Key'] = idempotencyKey ?? crypto.randomUUID();
  const repeatable =
    operation.method === 'GET' || operation.method === 'DELETE' || operation.idempotency !== 'none';

  if (operation.method === 'GET' || operation.method === 'DELETE') {
    const given = Object.entries(rest).filter(([, value]) => value !== undefined);
    if (given.length > 0)
      path += `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
    return { path, headers, body: undefined, repeatable };
  }
  headers['Content-Type'] = 'application/json';
  return { path, headers, body: JSON.stringify(rest), repeatable };
}

/**
 * `..` in a path is resolved by every URL parser, percent-encoded or not, so what is no id is never sent. Those of a provider can hold
 * more than letters and digits, but nothing that a path is made of.
 */
function pathSegment(name: string, id: unknown): string {
  if (typeof id === 'string' && /^(?!\.+$)[\w.:@~+=-]+$/.test(id)) return encodeURIComponent(id);
  const fields = [{ path: name, message: 'must be an id' }];
  throw new BillfoldError('invalid_request', errorTable.invalid_request.message, { fields });
}

async function readResponse(
  response: Response,
  operation: Operation<unknown, unknown>,
): Promise<{ ok: true; output: unknown } | { ok: false; error: BillfoldError }> {
  const { status } = response;
  if (status === 204) return { ok: true, output: null };
  const type = response.headers.get('Content-Type') ?? '';
  if (
    response.ok &&
    operation.produces !== 'json' &&
    ACCEPTED[operation.produces].startsWith(type.split(';')[0]!)
  )
    return { ok: true, output: await readDocument(response) };
  const text = await response.text();
  const body = parseJson(text);
  if (response.ok && body !== undefined) return { ok: true, output: body };

  const retryAfter = readRetryAfter(response.headers.get('Retry-After'));
  if (!response.ok && isErrorBody(body)) {
    const { code, message, ...details } = body.error;
    return { ok: false, error: new BillfoldError(code, message, { ...details, status, retryAfter }) };
  }
  // What a stranger wrote is not repeated here: it may echo the request, and with it the key.
  const message =
    status >= 300 && status < 400
      ? `${operation.name} was answered with a redirect (${status}). Set baseUrl to the portal's final address.`
      : `${operation.name} was answered with status ${status} and no Billfold body. Check baseUrl, and what stands before the portal.`;
  return { ok: false, error: new BillfoldError('unexpected_answer', message, { status, retryAfter }) };
}

/** A document and the name that it is to be saved under. */
async function readDocument(response: Response): Promise<Document> {
  const [, filename = 'document'] =
    /filename="([\w.-]+)"/.exec(response.headers.get('Content-Disposition') ?? '') ?? [];
  return { filename, bytes: new Uint8Array(await response.arrayBuffer()) };
}

/** Milliseconds until the retry, or null when there is to be none. */
function waitBeforeRetry(error: BillfoldError, remainingMs: number): number | null {
  if (!canPass(error)) return null;
  const wait = error.retryAfter === null ? 200 + Math.random() * 300 : error.retryAfter * 1000;
  return wait <= LONGEST_WAIT_MS && wait < remainingMs ? wait : null;
}

/** Whether the same request may succeed a moment later. */
function canPass({ code, status }: BillfoldError): boolean {
  if (code === 'network') return true;
  if (code === 'timeout') return false;
  // A gateway in front of the portal answers with these while a portal process is being replaced.
  if (code === 'unexpected_answer')
    return status === 429 || status === 502 || status === 503 || status === 504;
  return errorTable[code].retryable;
}

function timedOut(operation: Operation<unknown, unknown>, timeoutMs: number): BillfoldError {
  return new BillfoldError('timeout', `${operation.name} was not answered within ${timeoutMs} ms.`);
}

/** Seconds, from either form of the header: a number, or a date. */
function readRetryAfter(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

function isErrorBody(body: unknown): body is ErrorBody {
  const error = (body as Partial<ErrorBody> | null | undefined)?.error;
  return typeof error === 'object' && error !== null && Object.hasOwn(errorTable, error.code);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', giveUp, { once: true });
    function done() {
      signal.removeEventListener('abort', giveUp);
      resolve();
    }
    function giveUp() {
      clearTimeout(timer);
      reject(signal.reason as Error);
    }
  });
}

import type { SessionToken } from '../src/index.js';

/** One request as it left the client. */
export interface Sent {
  url: string;
  init: RequestInit;
  headers: Headers;
}

/** A `fetch` that keeps what it was sent. Only for how things travel; what the portal says is tested on the real one. */
export function recordingFetch(answer: (sent: Sent) => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const request = { url: String(input), init, headers: new Headers(init.headers) };
    sent.push(request);
    return untilAborted(Promise.resolve(answer(request)), init.signal);
  };
  return { fetch, sent };
}

/** As the portal answers: JSON, with the customer's name on it. */
export function json(
  body: unknown,
  { status = 200, customer = 'cus_1', ...headers }: Record<string, unknown> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status: status as number,
    headers: {
      'Content-Type': 'application/json',
      'Billfold-Customer': customer as string,
      ...(headers as object),
    },
  });
}

export function html(status = 200): Response {
  return new Response('<!doctype html><title>Bad gateway</title>', {
    status,
    headers: { 'Content-Type': 'text/html' },
  });
}

export function failure(status: number, code: string, headers: Record<string, string> = {}): Response {
  const error = { code, message: `A sentence about ${code}.`, requestId: 'req_1', fields: null };
  return json({ error }, { status, ...headers });
}

/** A session source that hands out `pt_1`, `pt_2`, … and counts how often it was asked. */
export function tokens({ ttl = 1_800_000 }: { ttl?: number } = {}) {
  const source = {
    asked: 0,
    ask: async (): Promise<SessionToken | null> => {
      source.asked += 1;
      return { token: `pt_${source.asked}`, expiresAt: new Date(Date.now() + ttl).toISOString() };
    },
  };
  return source;
}

/** The rejection of a promise, for looking at; fails where the promise does not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in outcome) throw new Error(`resolved to ${JSON.stringify(outcome.value)}`);
  return outcome.error;
}

/** A promise and the means to settle it. */
export function deferred<Value>() {
  let resolve!: (value: Value) => void;
  const promise = new Promise<Value>((settle) => (resolve = settle));
  return { promise, resolve };
}

function untilAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | null | undefined,
): Promise<Value> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    promise.then(resolve, reject);
  });
}

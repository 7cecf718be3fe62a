import { inspect } from 'node:util';
import { getCustomer, type Operation } from '@billfold/contract';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Billfold } from './Billfold.js';
import { BillfoldError, isBillfoldError } from './BillfoldError.js';
import { createTransport } from './transport.js';

const secretKey = 'sk_test_4dkVq8Zx';

interface Sent {
  method: string;
  url: string;
  headers: Headers;
  body: string | null;
}

type Answer = () => Response | Promise<Response>;

/** A portal of which every answer is known beforehand, and every request is kept. */
function script(...answers: Answer[]) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    sent.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: await request.text(),
    });
    const answer = answers[sent.length - 1];
    if (!answer) throw new Error(`Request ${sent.length} was not expected.`);
    return await Promise.race([answer(), givenUp(init!.signal!)]);
  };
  return { sent, fetch };
}

/** As the real fetch: an aborted request rejects. */
const givenUp = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  () =>
    Response.json(body, { status, headers });
const failure = (
  status: number,
  code: string,
  headers: Record<string, string> = {},
  fields: unknown = null,
) => json(status, { error: { code, message: 'A sentence.', requestId: 'req_1', fields } }, headers);
const noAnswer: Answer = () => Promise.reject(new TypeError('fetch failed'));
const never: Answer = () => new Promise(() => undefined);
const page =
  (status: number, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response('<html>sk_test_4dkVq8Zx is not known here</html>', { status, headers });

const customer = { id: 'cus_1', reference: null, name: 'Ada' };

function client(fetch: typeof globalThis.fetch, options: { baseUrl?: string; timeoutMs?: number } = {}) {
  return new Billfold({ secretKey, baseUrl: 'https://billing.example.com', fetch, ...options });
}

async function failureOf(promise: Promise<unknown>): Promise<BillfoldError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isBillfoldError(error)) throw new Error(`Not a BillfoldError: ${String(error)}`);
  return error;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Lets all waits pass. */
async function afterAllWaits<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  await vi.runAllTimersAsync();
  return promise;
}

describe('on the wire', () => {
  test.each([
    ['https://billing.example.com', 'https://billing.example.com/v1/customers/cus_1'],
    ['https://billing.example.com/', 'https://billing.example.com/v1/customers/cus_1'],
    ['http://localhost:8787/billing/', 'http://localhost:8787/billing/v1/customers/cus_1'],
  ])('[K3] %s is called by its path, with the key', async (baseUrl, url) => {
    const { sent, fetch } = script(json(200, customer));
    await client(fetch, { baseUrl }).customers.get('cus_1');
    expect(sent[0]).toMatchObject({ method: 'GET', url });
    expect(sent[0]!.headers.get('Authorization')).toBe(`Bearer ${secretKey}`);
  });

  test('[K4] input travels in the path and the body', async () => {
    const { sent, fetch } = script(json(200, customer));
    await client(fetch).customers.update('cus_1', { name: 'Ada', email: null, reference: undefined });
    expect(sent[0]).toMatchObject({ method: 'PATCH', url: 'https://billing.example.com/v1/customers/cus_1' });
    expect(sent[0]!.headers.get('Content-Type')).toBe('application/json');
    expect(JSON.parse(sent[0]!.body!)).toEqual({ name: 'Ada', email: null });
  });

  test('[K4] an id of a provider travels in the path whatever it is made of', async () => {
    const { sent, fetch } = script(json(200, customer));
    await client(fetch).customers.get('card:7-x.2');
    expect(sent[0]!.url).toBe('https://billing.example.com/v1/customers/card%3A7-x.2');
  });

  test('[K4] input travels in the query', async () => {
    const { sent, fetch } = script(json(200, { data: [], nextCursor: null }));
    await client(fetch).customers.list({ limit: 5, email: 'a+b@example.com', cursor: undefined });
    expect(sent[0]!.url).toBe('https://billing.example.com/v1/customers?limit=5&email=a%2Bb%40example.com');
    expect(sent[0]!.body).toBe('');
  });

  test.each(['', '.', '..', '%2e%2e', 'cus_1/../../x', 'cus_1?a', 'cus 1', undefined])(
    '[K5] %s is sent in no path',
    async (id) => {
      const { sent, fetch } = script();
      const error = await failureOf(client(fetch).customers.get(id as string));
      expect(error).toMatchObject({
        code: 'invalid_request',
        fields: [{ path: 'customer', message: 'must be an id' }],
      });
      expect(sent).toHaveLength(0);
    },
  );

  test('[K12] a redirect is not followed', async () => {
    let redirect: RequestRedirect | undefined;
    const { fetch } = script(page(308, { Location: 'https://elsewhere.example.com' }));
    const error = await failureOf(
      client((input, init) => {
        redirect = init!.redirect;
        return fetch(input, init);
      }).customers.get('cus_1'),
    );
    expect(redirect).toBe('manual');
    expect(error).toMatchObject({ code: 'unexpected_answer', status: 308 });
    expect(error.message).toContain('final address');
  });
});

describe('time', () => {
  test('[K6] a call that is not answered in time fails, and is not tried again', async () => {
    const { sent, fetch } = script(never);
    const call = client(fetch, { timeoutMs: 1_000 }).customers.get('cus_1');
    call.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await failureOf(call)).toMatchObject({ code: 'timeout', status: null });
    expect(sent).toHaveLength(1);
  });

  test('[K6] the retry has only what is left of the time', async () => {
    const { sent, fetch } = script(noAnswer, never);
    const call = client(fetch, { timeoutMs: 1_000 }).customers.get('cus_1');
    call.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await failureOf(call)).toMatchObject({ code: 'timeout' });
    expect(sent).toHaveLength(2);
  });

  test('[K6] reading the answer counts', async () => {
    const stalled: typeof globalThis.fetch = async (_input, init) => {
      const body = new ReadableStream({
        start: (it) => init!.signal!.addEventListener('abort', () => it.error(init!.signal!.reason)),
      });
      return new Response(body);
    };
    expect(
      await failureOf(afterAllWaits(client(stalled, { timeoutMs: 1_000 }).customers.get('cus_1'))),
    ).toMatchObject({
      code: 'timeout',
    });
  });

  test('[K6] no timer outlives its call', async () => {
    const { fetch } = script(json(200, customer));
    await client(fetch).customers.get('cus_1');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('[K7] a call is given up by its signal', async () => {
    const { fetch } = script(never);
    const controller = new AbortController();
    const call = client(fetch).customers.get('cus_1', { signal: controller.signal });
    controller.abort(new Error('changed my mind'));
    await expect(call).rejects.toThrow('changed my mind');
  });

  test('[K7] also while it waits to retry', async () => {
    const { sent, fetch } = script(failure(429, 'rate_limited', { 'Retry-After': '4' }));
    const controller = new AbortController();
    const call = client(fetch).customers.get('cus_1', { signal: controller.signal });
    call.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(1_000);
    controller.abort(new Error('changed my mind'));
    await expect(call).rejects.toThrow('changed my mind');
    expect(sent).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the one retry', () => {
  test.each([
    ['no answer', noAnswer],
    ['internal', failure(500, 'internal')],
    ['provider_unavailable', failure(503, 'provider_unavailable')],
    ['rate_limited', failure(429, 'rate_limited')],
    ['idempotency_in_flight', failure(409, 'idempotency_in_flight')],
    ['a gateway without a portal', page(502)],
  ])('[K8] %s: a writing call is sent once more, with the same key', async (_, first) => {
    const { sent, fetch } = script(first, json(201, customer));
    expect(await afterAllWaits(client(fetch).customers.create({ name: 'Ada' }))).toEqual(customer);
    const keys = sent.map(({ headers }) => headers.get('Idempotency-Key'));
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys).toEqual([keys[0], keys[0]]);
    expect(sent[1]!.body).toBe(sent[0]!.body);
  });

  test('[K8] each call has its own key; a given one is kept', async () => {
    const { sent, fetch } = script(json(201, customer), json(201, customer), json(201, customer));
    const billfold = client(fetch);
    await billfold.customers.create({ name: 'Ada' });
    await billfold.customers.create({ name: 'Ada' });
    await billfold.customers.create({ name: 'Ada' }, { idempotencyKey: 'sign-up-17' });
    const [one, two, three] = sent.map(({ headers }) => headers.get('Idempotency-Key'));
    expect(one).not.toBe(two);
    expect(three).toBe('sign-up-17');
  });

  test('[K8] there is one retry and no more', async () => {
    const { sent, fetch } = script(noAnswer, failure(503, 'provider_unavailable'));
    const error = await failureOf(afterAllWaits(client(fetch).customers.get('cus_1')));
    expect(error.code).toBe('provider_unavailable');
    expect(sent).toHaveLength(2);
  });

  test.each([
    ['seconds', '3'],
    ['a date', new Date(Date.UTC(2026, 0, 1, 0, 0, 3)).toUTCString()],
  ])('[K9] Retry-After in %s is waited for', async (_, retryAfter) => {
    vi.setSystemTime(Date.UTC(2026, 0, 1));
    const { sent, fetch } = script(
      failure(429, 'rate_limited', { 'Retry-After': retryAfter }),
      json(200, customer),
    );
    const call = client(fetch).customers.get('cus_1');
    await vi.advanceTimersByTimeAsync(2_900);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toHaveLength(2);
    await call;
  });

  test.each([
    ['more than 5 seconds', '6', 15_000],
    ['more than is left', '2', 1_000],
  ])('[K9] %s: no retry, and the error says how long', async (_, retryAfter, timeoutMs) => {
    const { sent, fetch } = script(failure(429, 'rate_limited', { 'Retry-After': retryAfter }));
    const error = await failureOf(afterAllWaits(client(fetch, { timeoutMs }).customers.get('cus_1')));
    expect(error).toMatchObject({ code: 'rate_limited', retryAfter: Number(retryAfter) });
    expect(sent).toHaveLength(1);
  });

  test.each([
    [400, 'invalid_request'],
    [401, 'unauthorized'],
    [403, 'secret_key_in_browser'],
    [404, 'not_found'],
    [409, 'conflict'],
    [422, 'idempotency_key_reused'],
  ])('[K10] %s %s is not retried', async (status, code) => {
    const { sent, fetch } = script(failure(status, code));
    expect((await failureOf(afterAllWaits(client(fetch).customers.get('cus_1')))).code).toBe(code);
    expect(sent).toHaveLength(1);
  });

  test('[K11] a call that may not be repeated is not retried', async () => {
    const { sent, fetch } = script(noAnswer);
    const call = createTransport({
      secretKey,
      baseUrl: 'https://billing.example.com',
      fetch,
      timeoutMs: 1_000,
    });
    const once: Operation<object, unknown> = {
      ...getCustomer,
      types: undefined,
      method: 'POST',
      path: '/v1/once',
    };
    expect((await failureOf(afterAllWaits(call(once, {})))).code).toBe('network');
    expect(sent).toHaveLength(1);
    expect(sent[0]!.headers.has('Idempotency-Key')).toBe(false);
  });
});

describe('errors', () => {
  test('[K13] carry what the portal said', async () => {
    const fields = [{ path: 'address.country', message: 'must be two upper-case letters' }];
    const { fetch } = script(failure(400, 'invalid_request', {}, fields));
    const error = await failureOf(client(fetch).customers.create({}));
    expect(error).toMatchObject({
      name: 'BillfoldError',
      code: 'invalid_request',
      status: 400,
      requestId: 'req_1',
      fields,
      retryAfter: null,
    });
    expect(error.message).toBe(
      'A sentence. address.country must be two upper-case letters. [invalid_request, req_1]',
    );
  });

  test('[K13] carry why a payment failed, and what a change would cost now', async () => {
    const of = async (code: string, details: object) => {
      const body = { error: { code, message: 'A sentence.', requestId: 'req_1', fields: null, ...details } };
      return failureOf(client(script(json(402, body)).fetch).customers.get('cus_1'));
    };
    const payment = { failure: 'insufficient_funds' };
    expect(await of('payment_failed', { payment, quote: null })).toMatchObject({ payment, quote: null });
    const quote = { id: 'qt_1' };
    expect(await of('quote_stale', { payment: null, quote })).toMatchObject({ payment: null, quote });
    expect(await of('not_found', {})).toMatchObject({ payment: null, quote: null });
  });

  test('[K13] no answer is `network`, with its cause', async () => {
    const { fetch } = script(noAnswer, noAnswer);
    const error = await failureOf(afterAllWaits(client(fetch).customers.get('cus_1')));
    expect(error).toMatchObject({ code: 'network', status: null, requestId: null, fields: null });
    expect(error.cause).toBeInstanceOf(TypeError);
    expect(error.message).toContain('getCustomer did not reach the portal at https://billing.example.com');
  });

  test.each([
    ['a page with status 200', page(200), 200],
    ['a page with status 404', page(404), 404],
    ['an error that is no code of ours', failure(400, 'toString'), 400],
    ['JSON of somebody else', json(400, { message: 'no' }), 400],
    ['an empty answer', () => new Response('', { status: 200 }), 200],
  ])('[K13] %s is `unexpected_answer`', async (_, answer, status) => {
    const { fetch } = script(answer);
    expect(await failureOf(client(fetch).customers.get('cus_1'))).toMatchObject({
      code: 'unexpected_answer',
      status,
    });
  });

  test('[K14] are known by their brand', () => {
    const own = new BillfoldError('not_found', 'There is nothing here.');
    expect(isBillfoldError(own)).toBe(true);
    // The class as a second copy of the package defines it: another identity, the same registered symbol.
    const foreign = Object.defineProperty(new Error('x'), Symbol.for('@billfold/sdk.BillfoldError'), {
      value: true,
    });
    expect(isBillfoldError(foreign)).toBe(true);
    for (const other of [null, undefined, 'x', new Error('x'), { code: 'not_found' }])
      expect(isBillfoldError(other)).toBe(false);
  });

  test.each([
    ['no answer', [noAnswer, noAnswer]],
    ['a page that echoes the request', [page(400)]],
    ['an error of the portal', [failure(401, 'unauthorized')]],
  ])('[K15] do not show the key: %s', async (_, answers) => {
    const { fetch } = script(...answers);
    const error = await failureOf(afterAllWaits(client(fetch).customers.get('cus_1')));
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(secretKey);
    expect(JSON.stringify(error)).not.toContain(secretKey);
  });
});

test('[K16] a printed session hides what opens it, and JSON keeps it', async () => {
  const url = 'https://billing.example.com/session/bps_1#lc_verysecret';
  const { fetch } = script(
    json(201, { id: 'bps_1', url, token: null }),
    json(201, { id: 'bps_2', url: null, token: 'pt_verysecret' }),
  );
  const billfold = client(fetch);
  const hosted = await billfold.portalSessions.create({
    customer: 'cus_1',
    returnUrl: 'https://app.example.com',
  });
  const embedded = await billfold.portalSessions.create({
    customer: 'cus_1',
    mode: 'embedded',
    embedOrigin: 'https://app.example.com',
  });
  expect(inspect({ hosted, embedded }, { depth: null })).not.toContain('verysecret');
  expect(inspect(hosted)).toContain('https://billing.example.com/session/bps_1#[hidden]');
  expect(JSON.parse(JSON.stringify([hosted, embedded]))).toMatchObject([{ url }, { token: 'pt_verysecret' }]);
});

test('[K22] listAll fetches a page when the loop gets there', async () => {
  const { sent, fetch } = script(
    json(200, { data: [{ id: 'cus_3' }, { id: 'cus_2' }], nextCursor: 'next' }),
    json(200, { data: [{ id: 'cus_1' }], nextCursor: null }),
  );
  const found: string[] = [];
  for await (const { id } of client(fetch).customers.listAll({ limit: 2 })) {
    found.push(id);
    expect(sent).toHaveLength(id === 'cus_1' ? 2 : 1);
  }
  expect(found).toEqual(['cus_3', 'cus_2', 'cus_1']);
  expect(sent.map(({ url }) => new URL(url).search)).toEqual(['?limit=2', '?limit=2&cursor=next']);
});

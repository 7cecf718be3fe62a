import {
  deletePendingChange,
  endSession,
  exchangeSession,
  getInvoice,
  getInvoicePdf,
  getSession,
  listInvoices,
  removePaymentMethod,
  type Operation,
} from '@billfold/contract';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { deferred, failure, html, json, recordingFetch, rejection, tokens } from '../test/answers.js';
import { makeQuote } from '../test/resources.js';
import { BillfoldError, isBillfoldError } from './BillfoldError.js';
import { createClient, type ClientOptions, type PortalOperation } from './client.js';

const page = { data: [], nextCursor: null };

/** A client over a made-up answer, with what it sent. */
function clientOver(answer: Parameters<typeof recordingFetch>[0], options: Partial<ClientOptions> = {}) {
  const { fetch, sent } = recordingFetch(answer);
  const source = tokens();
  const client = createClient({ baseUrl: 'https://billing.test', session: source.ask, fetch, ...options });
  return { client, sent, source };
}

describe('a request', () => {
  test('[H1] carries its input in the query of a GET, without what is not set', async () => {
    const { client, sent } = clientOver(() => json(page), { baseUrl: 'https://billing.test/base/' });
    await client.call(listInvoices, { status: 'paid', year: 2026, cursor: undefined });
    expect(sent[0]).toMatchObject({
      url: 'https://billing.test/base/portal/v1/invoices?status=paid&year=2026',
      init: { method: 'GET', body: undefined },
    });
    expect(sent[0]!.headers.get('Content-Type')).toBeNull();
  });

  test('[H1] carries its input in the path where the path names it', async () => {
    const { client, sent } = clientOver(() => json({}));
    await client.call(getInvoice, { invoice: 'in_1' });
    expect(sent[0]!.url).toBe('https://billing.test/portal/v1/invoices/in_1');
  });

  test('[H1] carries the rest as JSON in the body of other methods', async () => {
    const { client, sent } = clientOver(() => json({}), { session: { hosted: 'bps_1' } });
    await client.call(exchangeSession, { code: 'lc_1' });
    expect(sent[0]!.init).toMatchObject({ method: 'POST', body: '{"code":"lc_1"}' });
    expect(sent[0]!.headers.get('Content-Type')).toBe('application/json');
  });

  test('[H1] that is answered with nothing gives null', async () => {
    const { client, sent } = clientOver(() => new Response(null, { status: 204 }));
    expect(await client.call(endSession, {})).toBeNull();
    expect(sent[0]!.init.method).toBe('DELETE');
  });

  test.each(['..', '../session', '', 'in_1/pdf', 'in_1?x', '%2e%2e'])(
    '[H2] is not made for the id %j, which would be another path',
    async (invoice) => {
      const { client, sent } = clientOver(() => json({}));
      expect(await rejection(client.call(getInvoice, { invoice }))).toMatchObject({ code: 'not_found' });
      expect(sent).toEqual([]);
    },
  );

  test('[H142] is made for the id that a provider has given, of whatever form it is', async () => {
    const { client, sent } = clientOver(() => json(null));
    await client.call(removePaymentMethod, { paymentMethod: 'card:7+a.b-c@x' }, { idempotencyKey: 'k' });
    const [request] = sent;
    expect(decodeURIComponent(new URL(request!.url).pathname)).toBe(
      '/portal/v1/payment-methods/card:7+a.b-c@x',
    );
  });

  test('[H9] carries the token and no cookie, and follows no redirect', async () => {
    const { client, sent } = clientOver(() => json(page));
    await client.call(listInvoices, {});
    expect(sent[0]!.headers.get('Authorization')).toBe('Bearer pt_1');
    expect(sent[0]!.init).toMatchObject({ credentials: 'omit', redirect: 'error' });
  });

  test('[H9] of the hosted page carries its own cookie and the session it is for', async () => {
    const { client, sent } = clientOver(() => json(page), { baseUrl: '', session: { hosted: 'bps_1' } });
    await client.call(listInvoices, {});
    expect(sent[0]!.url).toBe('/portal/v1/invoices');
    expect(sent[0]!.headers.get('Billfold-Session')).toBe('bps_1');
    expect(sent[0]!.headers.has('Authorization')).toBe(false);
    expect(sent[0]!.init).toMatchObject({ credentials: 'same-origin', redirect: 'error' });
  });

  test('[H11] carries the idempotency key of its intent', async () => {
    const { client, sent } = clientOver(() => json({}));
    await client.call(endSession, {}, { idempotencyKey: 'intent-1' });
    await client.call(endSession, {}, { idempotencyKey: 'intent-1' });
    expect(sent.map(({ headers }) => headers.get('Idempotency-Key'))).toEqual(['intent-1', 'intent-1']);
  });

  test('[H11] that needs an idempotency key is not sent without one', async () => {
    const change = { ...exchangeSession, idempotency: 'required' } as Operation<{ code: string }, object> &
      PortalOperation;
    const { client, sent } = clientOver(() => json({}));
    await expect(client.call(change, { code: 'x' })).rejects.toThrow(/needs an idempotencyKey/);
    expect(sent).toEqual([]);
    await client.call(change, { code: 'x' }, { idempotencyKey: 'intent-1' });
    expect(sent).toHaveLength(1);
  });

  test('[H38] carries the version that the customer has seen', async () => {
    const { client, sent } = clientOver(() => json({}));
    await client.call(
      deletePendingChange,
      { subscription: 'sub_1' },
      { idempotencyKey: 'intent-1', version: 7 },
    );
    await client.call(getSession, {});
    expect(sent.map(({ headers }) => headers.get('If-Match'))).toEqual(['"7"', null]);
  });

  test('[H38] that needs a version is not sent without one', async () => {
    const { client, sent } = clientOver(() => json({}));
    const call = client.call(deletePendingChange, { subscription: 'sub_1' }, { idempotencyKey: 'intent-1' });
    await expect(call).rejects.toThrow(/deletePendingChange needs the version/);
    expect(sent).toEqual([]);
  });

  test('[H10] is never made with a secret key', async () => {
    const { client, sent } = clientOver(() => json(page), {
      session: async () => ({ token: 'sk_test_1', expiresAt: '2030-01-01T00:00:00.000Z' }),
    });
    await expect(client.call(listInvoices, {})).rejects.toThrow(/secret key reached the browser/);
    expect(sent).toEqual([]);
    expect(() => createClient({ baseUrl: '', session: 'sk_test_1' })).toThrow(
      /secret key reached the browser/,
    );
  });

  test('[H10] is not attempted without an address', () => {
    const baseUrl = undefined as unknown as string;
    expect(() => createClient({ baseUrl, session: '/session' })).toThrow(/baseUrl is undefined/);
  });
});

describe('a failure', () => {
  test('[H3] of the portal arrives with all that the portal says', async () => {
    const fields = [{ path: 'limit', message: 'must be a number' }];
    const error = { code: 'invalid_request', message: 'Not valid.', requestId: 'req_9', fields };
    const { client } = clientOver(() => json({ error }, { status: 400 }));
    const thrown = await rejection(client.call(listInvoices, {}));
    expect(isBillfoldError(thrown)).toBe(true);
    expect(thrown).toMatchObject({
      name: 'BillfoldError',
      code: 'invalid_request',
      message: 'Not valid.',
      status: 400,
      requestId: 'req_9',
      fields,
      retryAfter: null,
    });
  });

  test('[H39] says why a payment was refused, and how a change is priced now', async () => {
    const quote = makeQuote();
    const answers = [
      { code: 'payment_failed', payment: { failure: 'card_expired' }, quote: null },
      { code: 'quote_stale', payment: null, quote },
      { code: 'not_found' },
    ].map((facts) => ({ error: { message: 'Text.', requestId: 'req_1', fields: null, ...facts } }));
    const { client } = clientOver(() => json(answers.shift(), { status: 409 }));
    const next = () => rejection(client.call(getSession, {}));
    expect(await next()).toMatchObject({ payment: { failure: 'card_expired' }, quote: null });
    expect(await next()).toMatchObject({ payment: null, quote });
    expect(await next()).toMatchObject({ payment: null, quote: null });
    expect(new BillfoldError('network', 'Text.')).toMatchObject({ payment: null, quote: null });
  });

  test('[H3] says how long to wait', async () => {
    const { client } = clientOver(() => failure(429, 'rate_limited', { 'Retry-After': '7' }));
    expect(await rejection(client.call(getSession, {}))).toMatchObject({
      code: 'rate_limited',
      retryAfter: 7,
    });
  });

  test('[H3] is recognised across two copies of this package', () => {
    class BillfoldErrorOfTheOtherCopy extends Error {
      override readonly name = 'BillfoldError';
    }
    expect(isBillfoldError(new BillfoldErrorOfTheOtherCopy())).toBe(true);
    expect(isBillfoldError(new BillfoldError('network', 'x'))).toBe(true);
    expect([new Error('x'), null, undefined, 'BillfoldError'].some(isBillfoldError)).toBe(false);
  });

  test.each([
    ['a proxy’s page', () => html(502), 502],
    ['an application’s page with status 200', () => html(200), 200],
    ['a page with status 401', () => html(401), 401],
    ['JSON of somebody else', () => json({ message: 'Forbidden' }, { status: 403 }), 403],
  ])('[H6] by %s is `network`, with its status', async (_, answer, status) => {
    const { client } = clientOver(answer);
    expect(await rejection(client.call(listInvoices, {}))).toMatchObject({ code: 'network', status });
  });

  test('[H6] to reach anybody is `network`, without a status', async () => {
    const cause = new TypeError('Failed to fetch');
    const { client } = clientOver(() => Promise.reject(cause));
    expect(await rejection(client.call(listInvoices, {}))).toMatchObject({
      code: 'network',
      status: null,
      cause,
    });
  });

  test('[H6] to read the answer to its end is `network`', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const { client } = clientOver(() => new Response('{"data":[', { headers }));
    expect(await rejection(client.call(listInvoices, {}))).toMatchObject({ code: 'network' });
  });

  test('[H7] to be answered in time is `timeout`', async () => {
    const { client } = clientOver(() => new Promise<Response>(() => {}), { timeoutMs: 20 });
    expect(await rejection(client.call(listInvoices, {}))).toMatchObject({ code: 'timeout', status: null });
  });
});

describe('an aborted call', () => {
  test('[H8] rejects with the reason of its signal', async () => {
    const { client } = clientOver(() => new Promise<Response>(() => {}));
    const controller = new AbortController();
    const call = rejection(client.call(listInvoices, {}, { signal: controller.signal }));
    setTimeout(() => controller.abort(new Error('left the page')), 5);
    expect(await call).toMatchObject({ message: 'left the page' });
  });

  test('[H8] does so in an engine without AbortSignal.any, and others get their answer there', async () => {
    vi.spyOn(AbortSignal, 'any').mockImplementation(() => {
      throw new TypeError('AbortSignal.any is not a function');
    });
    const { client } = clientOver(({ url }) =>
      url.endsWith('/invoices') ? json(page) : new Promise<Response>(() => {}),
    );
    const controller = new AbortController();
    const call = rejection(client.call(getSession, {}, { signal: controller.signal }));
    expect(await client.call(listInvoices, {}, { signal: new AbortController().signal })).toEqual(page);
    controller.abort(new Error('left the page'));
    expect(await call).toMatchObject({ message: 'left the page' });
  });

  test('[H8] sends nothing more, and leaves the token to those who wait for it too', async () => {
    const token = deferred<{ token: string; expiresAt: string }>();
    let asked = 0;
    const { client, sent } = clientOver(() => json(page), {
      session: () => {
        asked += 1;
        return token.promise;
      },
    });
    const controller = new AbortController();
    const aborted = rejection(client.call(getSession, {}, { signal: controller.signal }));
    const other = client.call(listInvoices, {});
    controller.abort();
    token.resolve({ token: 'pt_1', expiresAt: '2030-01-01T00:00:00.000Z' });
    expect(await aborted).toMatchObject({ name: 'AbortError' });
    expect(await other).toEqual(page);
    expect(asked).toBe(1);
    expect(sent.filter(({ init }) => !init.signal?.aborted).map(({ url }) => url)).toEqual([
      'https://billing.test/portal/v1/invoices',
    ]);
  });
});

describe('a refused token', () => {
  /** Accepts only the newest token that was handed out, as after a revocation. */
  const portal = (valid: string) => (sent: { headers: Headers }) =>
    sent.headers.get('Authorization') === `Bearer ${valid}` ? json(page) : failure(401, 'unauthorized');

  test('[H4] is renewed once for all calls, and each is sent again once', async () => {
    const { client, sent, source } = clientOver(portal('pt_2'));
    await Promise.all(Array.from({ length: 8 }, () => client.call(listInvoices, {})));
    expect(source.asked).toBe(2);
    expect(sent).toHaveLength(16);
  });

  test('[H4] is not renewed again for a call that was refused late', async () => {
    const late = deferred<Response>();
    const { client, source } = clientOver((sent) =>
      sent.url.includes('session') && sent.headers.get('Authorization') === 'Bearer pt_1'
        ? late.promise
        : portal('pt_2')(sent),
    );
    const slow = client.call(getSession, {});
    await client.call(listInvoices, {});
    late.resolve(failure(401, 'unauthorized'));
    await slow;
    expect(source.asked).toBe(2);
  });

  test('[H5] whose successor is refused too ends the session, and that is told once', async () => {
    const onSessionExpired = vi.fn();
    const { client, sent } = clientOver(portal('none'), { onSessionExpired });
    const errors = await Promise.all([1, 2, 3].map(() => rejection(client.call(listInvoices, {}))));
    expect(errors).toMatchObject([
      { code: 'unauthorized' },
      { code: 'unauthorized' },
      { code: 'unauthorized' },
    ]);
    expect(sent).toHaveLength(6);
    await rejection(client.call(listInvoices, {}));
    expect(onSessionExpired).toHaveBeenCalledOnce();
  });

  test('[H5] tells again of an end that comes after the session worked again', async () => {
    const onSessionExpired = vi.fn();
    let valid = 'none';
    const { client } = clientOver((sent) => portal(valid)(sent), { onSessionExpired });
    await rejection(client.call(listInvoices, {}));
    valid = 'pt_3';
    await client.call(listInvoices, {});
    valid = 'none';
    await rejection(client.call(listInvoices, {}));
    expect(onSessionExpired).toHaveBeenCalledTimes(2);
  });

  test('[H5] of a hosted session ends it at once, because there is nothing to renew', async () => {
    const onSessionExpired = vi.fn();
    const { client, sent } = clientOver(() => failure(401, 'unauthorized'), {
      session: { hosted: 'bps_1' },
      onSessionExpired,
    });
    expect(await rejection(client.call(listInvoices, {}))).toMatchObject({ code: 'unauthorized' });
    expect(sent).toHaveLength(1);
    expect(onSessionExpired).toHaveBeenCalledOnce();
  });
});

describe('a document', () => {
  const pdf = (disposition: string) =>
    new Response('%PDF-1.7', {
      headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': disposition },
    });

  test.each([
    ['attachment; filename="Invoice-1.pdf"', 'Invoice-1.pdf'],
    ['attachment', 'document.pdf'],
  ])('[H12] is named as %j says', async (disposition, filename) => {
    const { client } = clientOver(() => pdf(disposition));
    const document = await client.download(getInvoicePdf, { invoice: 'in_1' });
    expect(document.filename).toBe(filename);
    expect(await document.blob.text()).toBe('%PDF-1.7');
  });

  test('[H12] that is none is `network`, not a file', async () => {
    const { client } = clientOver(() => html(200));
    expect(await rejection(client.download(getInvoicePdf, { invoice: 'in_1' }))).toMatchObject({
      code: 'network',
    });
  });
});

describe('the customer of an answer', () => {
  const customers: Record<string, string> = { 'Bearer pt_1': 'cus_1', 'Bearer pt_2': 'cus_2' };
  const as = ({ headers }: { headers: Headers }) => customers[headers.get('Authorization')!]!;

  test('[H18] is told when it becomes another', async () => {
    const onCustomerChange = vi.fn();
    let revoked = false;
    const { client } = clientOver(
      (sent) =>
        revoked && as(sent) === 'cus_1' ? failure(401, 'unauthorized') : json(page, { customer: as(sent) }),
      { onCustomerChange },
    );
    await client.call(listInvoices, {});
    await client.call(listInvoices, {});
    expect(onCustomerChange).not.toHaveBeenCalled();
    revoked = true;
    await client.call(listInvoices, {});
    expect(onCustomerChange.mock.calls).toEqual([['cus_2']]);
  });

  test('[H19] decides whether a late answer is handed out: one to the customer before is not', async () => {
    const onCustomerChange = vi.fn();
    const late = deferred<Response>();
    let revoked = false;
    const { client } = clientOver(
      (sent) => {
        if (sent.url.endsWith('/session')) return late.promise;
        return revoked && as(sent) === 'cus_1'
          ? failure(401, 'unauthorized')
          : json(page, { customer: as(sent) });
      },
      { onCustomerChange },
    );
    await client.call(listInvoices, {});
    const slow = rejection(client.call(getSession, {}));
    revoked = true;
    await client.call(listInvoices, {});
    late.resolve(json({ id: 'bps_of_cus_1' }, { customer: 'cus_1' }));
    expect(await slow).toMatchObject({ name: 'AbortError' });
    expect(onCustomerChange.mock.calls).toEqual([['cus_2']]);
  });
});

describe('the scope of a client', () => {
  const scopeOf = (options: Partial<ClientOptions>) =>
    createClient({ baseUrl: 'https://billing.test', session: '/session', ...options }).scope;

  test('[H17] is the same for the same portal and customer, wherever the client is made', () => {
    expect(scopeOf({ customer: 'user_1' })).toBe(
      scopeOf({ customer: 'user_1', baseUrl: 'https://billing.test/' }),
    );
    expect(scopeOf({ session: { hosted: 'bps_1' } })).toBe(scopeOf({ session: { hosted: 'bps_1' } }));
  });

  test('[H17] differs between customers, portals and hosted sessions, and between any two without a name', () => {
    const scopes = [
      scopeOf({ customer: 'user_1' }),
      scopeOf({ customer: 'user_2' }),
      scopeOf({ customer: 'user_1', baseUrl: 'https://billing.example' }),
      scopeOf({ session: { hosted: 'bps_1' } }),
      scopeOf({ session: { hosted: 'bps_2' } }),
      scopeOf({}),
      scopeOf({}),
    ];
    expect(new Set(scopes).size).toBe(scopes.length);
  });
});

afterEach(() => vi.restoreAllMocks());

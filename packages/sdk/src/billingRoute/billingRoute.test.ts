import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import type { Customer } from '@billfold/contract';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Billfold } from '../Billfold.js';
import { billingRoute, type BillingRouteOptions } from './billingRoute.js';

const APP = 'https://app.test';

let portal: TestPortal;
let billfold: Billfold;
let ada: Customer;
let grace: Customer;

beforeAll(async () => {
  portal = await createTestPortal();
  billfold = new Billfold({ secretKey: portal.secretKey, baseUrl: portal.url, fetch: portal.fetch });
  ada = await billfold.customers.create({ name: 'Ada', reference: 'acct_1', email: 'ada@example.com' });
  grace = await billfold.customers.create({ name: 'Grace', reference: 'acct_2', email: 'grace@example.com' });
});
afterAll(() => portal.close());

/** The route of an app in which Ada is signed in, unless `options` say otherwise. */
function route(options: Partial<BillingRouteOptions> = {}) {
  return billingRoute({ billfold, authenticate: () => ({ customer: ada.id }), ...options });
}

/** A request as a page of the app's own origin sends it. */
function post(
  action: string,
  body: string | null = '{}',
  headers: Record<string, string | null> = {},
): Request {
  const all = {
    'Content-Type': 'application/json',
    Origin: APP,
    'Sec-Fetch-Site': 'same-origin',
    ...headers,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  return new Request(`${APP}/api/billing/${action}`, { method: 'POST', headers: given, body });
}

const postJson = (action: string, body: unknown, headers?: Record<string, string | null>) =>
  post(action, JSON.stringify(body), headers);

/** A form as a browser without scripts sends it. */
const postForm = (action: string, fields: Record<string, string>, headers?: Record<string, string | null>) =>
  post(action, new URLSearchParams(fields).toString(), {
    'Content-Type': 'application/x-www-form-urlencoded',
    Accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
    ...headers,
  });

const returnUrl = `${APP}/settings/billing`;

/** Whose portal a link opens. */
async function customerOf(link: string): Promise<string> {
  const response = await portal.fetch('/portal/v1/session/exchange', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code: new URL(link).hash.slice(1) }),
  });
  const session = (await response.json()) as { customer: { id: string } };
  return session.customer.id;
}

async function sessionOf(token: string) {
  const headers = { Authorization: `Bearer ${token}`, Origin: APP };
  const response = await portal.fetch('/portal/v1/session', { headers });
  return (await response.json()) as Record<string, unknown> & { customer: { id: string } };
}

async function refusalOf(response: Response) {
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  const { success, error } = (await response.json()) as {
    success: unknown;
    error: { code: string; message: string };
  };
  expect(success).toBe(false);
  return { status: response.status, ...error };
}

describe('the portal route', () => {
  test('[K30] answers with a link, in its envelope', async () => {
    const response = await route()(postJson('portal', { returnUrl }));
    expect(response.status).toBe(200);
    const body = (await response.json()) as { data: { url: string } };
    expect(body).toEqual({
      success: true,
      data: { url: expect.stringMatching(/^https:\/\/billing\.test\/session\/bps_\w+#lc_\w+$/) },
    });
    expect(await customerOf(body.data.url)).toBe(ada.id);
  });

  test('[K31] 401 when nobody is signed in', async () => {
    const response = await route({ authenticate: () => null })(postJson('portal', { returnUrl }));
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      success: false,
      error: { code: 'UNAUTHORIZED', message: 'Authentication required' },
    });
  });

  test.each([
    ['the app knows none', { customer: null }],
    ['the portal knows none', { customerReference: 'acct_unknown' }],
  ])('[K32] 404 when %s', async (_, user) => {
    const response = await route({ authenticate: () => user as never })(postJson('portal', { returnUrl }));
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      success: false,
      error: { code: 'NOT_FOUND', message: 'No billing customer record found' },
    });
  });

  test('[K33] a plain form is sent on', async () => {
    const response = await route()(postForm('portal', { returnUrl }));
    expect(response.status).toBe(303);
    expect(await customerOf(response.headers.get('Location')!)).toBe(ada.id);
    expect(await response.text()).toBe('');
  });

  test.each([
    [401, 'Authentication required', { authenticate: () => null }, { returnUrl }],
    [404, 'No billing customer record found', { authenticate: () => ({ customer: null }) }, { returnUrl }],
    [400, 'returnUrl is required', {}, {}],
    [400, 'a field &#34;&#60;b&#62;&#34;', {}, { returnUrl, '<b>': '1' }],
  ])('[K33] a plain form is told of %d by a page: %s', async (status, sentence, options, fields) => {
    const response = await route(options)(postForm('portal', fields as Record<string, string>));
    expect(response.status).toBe(status);
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    const page = await response.text();
    expect(page).toContain(sentence);
    expect(page).not.toContain('<script');
  });

  test('[K33] a form that a script sends for JSON is answered with JSON', async () => {
    const response = await route()(postForm('portal', { returnUrl }, { Accept: 'application/json' }));
    expect(await response.json()).toMatchObject({ success: true });
  });

  test.each([
    ['portal', postJson('portal', { returnUrl })],
    ['form', postForm('portal', { returnUrl })],
    ['session', post('session')],
    ['refusal', post('portal')],
    ['refused form', postForm('portal', {})],
  ])('[K35] the answer to a %s is kept by nobody', async (_, request) => {
    const { headers } = await route()(request);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
  });
});

describe('the session route', () => {
  test('[K34] answers with a token for the page that asked', async () => {
    for (const request of [post('session'), post('session', null, { 'Content-Type': null })]) {
      const response = await route()(request);
      expect(response.status).toBe(200);
      const body = (await response.json()) as { token: string; expiresAt: string };
      expect(body).toEqual({
        token: expect.stringMatching(/^pt_/),
        expiresAt: expect.stringMatching(/^2026-11-20T09:30/),
      });
      expect(await sessionOf(body.token)).toMatchObject({ customer: { id: ada.id }, mode: 'embedded' });
    }
  });

  test('[K34] a token without a page to use it is not made', async () => {
    expect(await refusalOf(await route()(post('session', '{}', { Origin: null })))).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
    });
    expect(await refusalOf(await route()(post('session', '{}', { Origin: 'null' })))).toMatchObject({
      status: 400,
    });
  });

  test('[K34] nor for an origin that the project does not embed', async () => {
    const request = new Request('https://other.test/api/billing/session', {
      method: 'POST',
      headers: { Origin: 'https://other.test', 'Sec-Fetch-Site': 'same-origin' },
    });
    expect(await refusalOf(await route()(request))).toMatchObject({
      status: 400,
      message: expect.stringContaining('embed'),
    });
  });

  test('[K31, K32] its refusals have the same shape', async () => {
    expect(await refusalOf(await route({ authenticate: () => null })(post('session')))).toMatchObject({
      status: 401,
      code: 'UNAUTHORIZED',
    });
    expect(
      await refusalOf(await route({ authenticate: () => ({ email: null }) })(post('session'))),
    ).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
  });
});

describe('whose billing it is', () => {
  test.each([
    'customer',
    'customerId',
    'customerReference',
    'email',
    'capabilities',
    'actor',
    'ttlSeconds',
    '__proto__',
  ])('[K36] "%s" in a body is refused', async (name) => {
    const create = vi.spyOn(billfold.portalSessions, 'create');
    const body = `{"returnUrl":"${returnUrl}","${name}":"${grace.id}"}`;
    expect(await refusalOf(await route()(post('portal', body)))).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
    });
    expect(await refusalOf(await route()(post('session', `{"${name}":"${grace.id}"}`)))).toMatchObject({
      status: 400,
    });
    expect((await route()(postForm('portal', { returnUrl, [name]: grace.id }))).status).toBe(400);
    expect(create).not.toHaveBeenCalled();
    create.mockRestore();
  });

  test.each([
    ['id', () => ({ customer: grace.id })],
    ['reference', () => ({ customerReference: 'acct_2' })],
    ['e-mail', () => ({ email: 'grace@example.com' })],
  ])('[K36] authenticate says it, by %s', async (_, authenticate) => {
    const response = await route({ authenticate })(postJson('portal', { returnUrl }));
    const { data } = (await response.json()) as { data: { url: string } };
    expect(await customerOf(data.url)).toBe(grace.id);
  });

  test('[K36] authenticate is given the request', async () => {
    const request = postJson('portal', { returnUrl }, { Authorization: 'Bearer of-the-app' });
    const authenticate = vi.fn(() => null);
    await route({ authenticate })(request);
    expect(authenticate).toHaveBeenCalledExactlyOnceWith(request);
  });

  test('[K41] authenticate decides what the session may do', async () => {
    const authenticate = () => ({
      customer: ada.id,
      capabilities: ['invoices:read' as const],
      actor: { id: 'user_7', name: 'Support' },
      locale: 'de',
      ttlSeconds: 60,
    });
    const response = await route({ authenticate })(post('session'));
    const { token, expiresAt } = (await response.json()) as { token: string; expiresAt: string };
    expect(expiresAt).toBe('2026-11-20T09:01:00.000Z');
    expect(await sessionOf(token)).toMatchObject({
      capabilities: ['invoices:read'],
      actor: { id: 'user_7', name: 'Support', email: null },
      locale: 'de',
    });
  });

  test.each([
    ['no customer', {}, 'no customer'],
    ['two', { customer: 'cus_1', email: 'ada@example.com' }, 'customer and email'],
  ])('[K43] an answer with %s is the developer to mend', async (_, user, sentence) => {
    const answer = route({ authenticate: () => user as never })(postJson('portal', { returnUrl }));
    await expect(answer).rejects.toThrow(TypeError);
    await expect(answer).rejects.toThrow(sentence);
  });

  test('[K43] what authenticate throws is passed on', async () => {
    const redirect = new Response(null, { status: 302 });
    const authenticate = () => {
      throw redirect;
    };
    await expect(route({ authenticate })(postJson('portal', { returnUrl }))).rejects.toBe(redirect);
  });
});

describe('the body', () => {
  test.each([
    ['no JSON', 'returnUrl'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a number', '7'],
    ['a number for a text', '{"returnUrl":7}'],
    ['an empty text', '{"returnUrl":""}'],
    ['nothing', ''],
    ['a relative address', '{"returnUrl":"settings"}'],
    ['another host in disguise', '{"returnUrl":"//evil.example"}'],
    ['another host in a better disguise', '{"returnUrl":"/\\\\evil.example"}'],
    ['a script', '{"returnUrl":"javascript:alert(1)"}'],
    ['an origin that is not allowed', '{"returnUrl":"https://evil.example/"}'],
    ['an origin that looks allowed', '{"returnUrl":"https://app.test@evil.example/"}'],
  ])('[K37] %s is refused', async (_, body) => {
    expect(await refusalOf(await route()(post('portal', body)))).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
    });
  });

  test('[K47] a flow sends the customer to one thing, from JSON and from a plain form', async () => {
    const create = vi.spyOn(billfold.portalSessions, 'create');
    const flow = { type: 'payment_method_update' };
    expect((await route()(postJson('portal', { returnUrl, flow }))).status).toBe(200);
    expect((await route()(postForm('portal', { returnUrl, flow: JSON.stringify(flow) }))).status).toBe(303);
    expect(create.mock.calls.map(([input]) => input.flow)).toEqual([flow, flow]);
    create.mockRestore();
  });

  test.each([
    ['that is a text', { flow: 'payment_method_update' }],
    ['that is a list', { flow: [] }],
    ['that nobody knows', { flow: { type: 'admin' } }],
    ['of what is not theirs', { flow: { type: 'subscription_cancel', subscription: 'sub_none' } }],
    [
      'that leads astray',
      {
        flow: {
          type: 'payment_method_update',
          afterCompletion: { type: 'redirect', returnUrl: 'https://evil.example/' },
        },
      },
    ],
  ])('[K47] a flow %s is refused', async (_, body) => {
    expect(await refusalOf(await route()(postJson('portal', { returnUrl, ...body })))).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
    });
  });

  test('[K37] a larger one is not read to its end', async () => {
    let read = 0;
    const huge = new ReadableStream({
      pull: (it) => {
        read += 1024;
        it.enqueue(new Uint8Array(1024).fill(32));
        if (read === 1_048_576) it.close();
      },
    });
    const { method, headers, url } = post('portal');
    const request = new Request(url, { method, headers, body: huge, duplex: 'half' } as RequestInit);
    expect(await refusalOf(await route()(request))).toMatchObject({
      status: 400,
      message: 'The body is too large',
    });
    expect(read).toBeLessThan(32_768);
  });

  test.each([
    ['a default', {}, { defaultReturnUrl: `${APP}/billing` }, `${APP}/billing`],
    ['a default path', {}, { defaultReturnUrl: '/billing' }, `${APP}/billing`],
    ['a path', { returnUrl: '/settings?a=b' }, {}, `${APP}/settings?a=b`],
    ['an address before the default', { returnUrl }, { defaultReturnUrl: '/billing' }, returnUrl],
  ])('[K38] %s', async (_, body, options, expected) => {
    const create = vi.spyOn(billfold.portalSessions, 'create');
    expect((await route(options)(postJson('portal', body))).status).toBe(200);
    expect(create.mock.calls[0]![0].returnUrl).toBe(expected);
    create.mockRestore();
  });
});

describe('other sites', () => {
  test.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }],
    ['another site that hides its origin', { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' }],
    ['a sibling', { 'Sec-Fetch-Site': 'same-site', Origin: 'https://blog.app.test' }],
    ['another site in an old browser', { 'Sec-Fetch-Site': null, Origin: 'https://evil.example' }],
    ['a sandboxed frame in an old browser', { 'Sec-Fetch-Site': null, Origin: 'null' }],
  ])('[K39] %s is refused before anybody is asked', async (_, headers) => {
    const authenticate = vi.fn(() => ({ customer: ada.id }));
    const ask = route({ authenticate });
    expect(await refusalOf(await ask(postJson('portal', { returnUrl }, headers)))).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
    expect(await refusalOf(await ask(post('session', '{}', headers)))).toMatchObject({ status: 403 });
    expect((await ask(postForm('portal', { returnUrl }, headers))).status).toBe(403);
    expect(authenticate).not.toHaveBeenCalled();
  });

  test.each([
    ['the app itself', {}],
    ['the app with `no-referrer`', { Origin: 'null' }],
    ['the app in an old browser', { 'Sec-Fetch-Site': null }],
    ['no browser', { 'Sec-Fetch-Site': null, Origin: null }],
    ['an origin that the app has allowed', { 'Sec-Fetch-Site': 'same-site', Origin: 'https://web.app.test' }],
  ])('[K39] %s is served', async (_, headers) => {
    const ask = route({ allowedOrigins: ['https://web.app.test'] });
    expect((await ask(postJson('portal', { returnUrl }, headers))).status).toBe(200);
  });
});

describe('portal configurations', () => {
  // The portal knows `default` only; which one is asked for is seen on the way there.
  const ask = async (options: Partial<BillingRouteOptions>, configuration?: string) => {
    const create = vi
      .spyOn(billfold.portalSessions, 'create')
      .mockResolvedValue({ url: 'https://billing.test/' } as never);
    const { status } = await route(options)(postJson('portal', { returnUrl, configuration }));
    const asked = create.mock.calls[0]?.[0].configuration;
    create.mockRestore();
    return { status, asked };
  };
  const restricted = () => ({ customer: ada.id, configuration: 'dunning' });

  test('[K40] the browser chooses among those that it may choose', async () => {
    expect(await ask({ selectableConfigurations: ['team'] }, 'team')).toEqual({ status: 200, asked: 'team' });
    expect(await ask({ selectableConfigurations: ['team'] }, 'default')).toEqual({
      status: 403,
      asked: undefined,
    });
    expect(await ask({}, 'team')).toEqual({ status: 403, asked: undefined });
    expect(await ask({})).toEqual({ status: 200, asked: undefined });
  });

  test('[K40] and never against the one that authenticate has given', async () => {
    expect(await ask({ authenticate: restricted })).toEqual({ status: 200, asked: 'dunning' });
    expect(await ask({ authenticate: restricted }, 'dunning')).toEqual({ status: 200, asked: 'dunning' });
    expect(await ask({ authenticate: restricted, selectableConfigurations: ['default'] }, 'default')).toEqual(
      {
        status: 403,
        asked: undefined,
      },
    );
  });
});

describe('when the portal can not help', () => {
  const faulty = (fetch: typeof globalThis.fetch, secretKey = portal.secretKey) =>
    new Billfold({ secretKey, baseUrl: portal.url, fetch, timeoutMs: 1_000 });

  test('[K42] a portal that is away is 503, and the app is told', async () => {
    const onError = vi.fn();
    const away = faulty(() => Promise.reject(new TypeError('fetch failed')));
    const refusal = await refusalOf(
      await route({ billfold: away, onError })(postJson('portal', { returnUrl })),
    );
    expect(refusal).toEqual({
      status: 503,
      code: 'UNAVAILABLE',
      message: 'Billing is not available right now',
    });
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'network' }));
  });

  test('[K42] a wrong key is 503 and not the fault of who is signed in', async () => {
    const onError = vi.fn();
    const revoked = faulty(portal.fetch, `${portal.secretKey.slice(0, -4)}XXXX`);
    expect(
      await refusalOf(await route({ billfold: revoked, onError })(postJson('portal', { returnUrl }))),
    ).toMatchObject({ status: 503 });
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'unauthorized' }));
  });

  test('[K42] two customers of one address are 503, and not a reason to subscribe again', async () => {
    await billfold.customers.create({ email: 'two@example.com' });
    await billfold.customers.create({ email: 'two@example.com' });
    const onError = vi.fn();
    const authenticate = () => ({ email: 'two@example.com' });
    expect(
      await refusalOf(await route({ authenticate, onError })(postJson('portal', { returnUrl }))),
    ).toMatchObject({ status: 503 });
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'customer_ambiguous' }));
  });

  test('[K42] Retry-After is passed on', async () => {
    const error = { code: 'rate_limited', message: 'Too many requests.', requestId: 'req_1', fields: null };
    const busy = faulty(async () =>
      Response.json({ error }, { status: 429, headers: { 'Retry-After': '30' } }),
    );
    const response = await route({ billfold: busy, onError: () => undefined })(
      postJson('portal', { returnUrl }),
    );
    expect(response.status).toBe(503);
    expect(response.headers.get('Retry-After')).toBe('30');
  });

  test('[K42] without onError, the console is told, and no secret with it', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await route({ billfold: faulty(() => Promise.reject(new TypeError('fetch failed'))) })(
      postJson('portal', { returnUrl }),
    );
    expect(log).toHaveBeenCalledOnce();
    expect(String(log.mock.calls[0]![0])).not.toContain(portal.secretKey);
    log.mockRestore();
  });
});

describe('other requests', () => {
  test('[K44] another path is 404, and not as a missing customer', async () => {
    expect(await refusalOf(await route()(post('invoices')))).toMatchObject({
      status: 404,
      code: 'ROUTE_NOT_FOUND',
    });
  });

  test('[K44] a slash at the end is no other path', async () => {
    expect((await route()(postJson('portal/', { returnUrl }))).status).toBe(200);
  });

  test.each(['GET', 'PUT', 'DELETE'])('[K44] %s is 405', async (method) => {
    const response = await route()(new Request(`${APP}/api/billing/portal`, { method }));
    expect(response.headers.get('Allow')).toBe('POST');
    expect(await refusalOf(response)).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
  });
});

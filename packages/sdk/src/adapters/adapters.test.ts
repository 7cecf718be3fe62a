import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import express from 'express';
import { Hono, type Context } from 'hono';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Billfold } from '../Billfold.js';
import { billingRoute as expressBillingRoute } from './express.js';
import { billingRoute as honoBillingRoute } from './hono.js';
import { billingRoute as nextBillingRoute } from './next.js';

let portal: TestPortal;
let billfold: Billfold;
const servers: Server[] = [];

beforeAll(async () => {
  portal = await createTestPortal();
  billfold = new Billfold({ secretKey: portal.secretKey, baseUrl: portal.url, fetch: portal.fetch });
  await billfold.customers.create({ reference: 'acct_1' });
});
afterAll(() => portal.close());
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

/** The app knows its user by a header of their framework's request, so that the test sees which request it was given. */
const userOf = (name: string | undefined) => (name === undefined ? null : { customerReference: name });

async function listen(app: RequestListener): Promise<(request: Request) => Promise<Response>> {
  const server = createServer(app);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return async (request) => {
    const { pathname } = new URL(request.url);
    const { method, headers } = request;
    const body = method === 'GET' ? undefined : await request.text();
    return fetch(`http://127.0.0.1:${port}${pathname}`, { method, headers, body, redirect: 'manual' });
  };
}

const overExpress = (...parsers: express.RequestHandler[]) => {
  const app = express();
  if (parsers.length > 0) app.use(parsers);
  app.all(
    '/api/billing/:action',
    expressBillingRoute({
      billfold,
      authenticate: (request: express.Request) => {
        if (request.get('x-user') === 'broken') throw new Error('The database of users is away.');
        return userOf(request.get('x-user'));
      },
    }),
  );
  // Express knows an error handler by its four parameters.
  app.use(
    (error: Error, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
      response.status(500).send(error.message);
    },
  );
  return listen(app);
};

const overHono = async () => {
  type Env = { Variables: { user: string | undefined } };
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set('user', c.req.header('x-user'));
    await next();
  });
  app.onError((error, c) => c.text(error.message, 500));
  app.all(
    '/api/billing/:action',
    honoBillingRoute({
      billfold,
      authenticate: (c: Context<Env>) => {
        if (c.get('user') === 'broken') throw new Error('The database of users is away.');
        return userOf(c.get('user'));
      },
    }),
  );
  return async (request: Request) => app.fetch(request);
};

const overNext = async () => {
  const handle = nextBillingRoute({
    billfold,
    authenticate: async (request) => {
      if (request.headers.get('x-user') === 'broken') throw new Error('The database of users is away.');
      return userOf(request.headers.get('x-user') ?? undefined);
    },
  });
  // Next.js answers with a page of its own when a route handler throws.
  return (request: Request) =>
    handle(request).catch((error: Error) => new Response(error.message, { status: 500 }));
};

const post = (action: string, body: string, headers: Record<string, string> = {}) =>
  new Request(`http://localhost:3000/api/billing/${action}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Origin: 'http://localhost:3000',
      'Sec-Fetch-Site': 'same-origin',
      'x-user': 'acct_1',
      ...headers,
    },
    body,
  });
const form = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' };
const returnUrl = 'http://localhost:3000/settings';

describe.each([
  ['Express', () => overExpress()],
  ['Express with body parsers', () => overExpress(express.json(), express.urlencoded())],
  ['Express with the parser of the other type', () => overExpress(express.json())],
  // As the parsers of Express 4 leave it behind where they had nothing to read.
  [
    'Express with an empty body beside an unread one',
    () => overExpress((request, _, next) => void ((request.body = {}), next())),
  ],
  [
    'Express with parsers of text and bytes',
    () =>
      overExpress(express.text({ type: 'application/json' }), express.raw({ type: form['Content-Type'] })),
  ],
  ['Hono', overHono],
  ['Next.js', overNext],
])('%s', (_, over) => {
  test('[K45] portal, session and form', async () => {
    const ask = await over();
    const link = await ask(post('portal', JSON.stringify({ returnUrl })));
    expect(link.status).toBe(200);
    expect(link.headers.get('Cache-Control')).toBe('no-store');
    expect(await link.json()).toMatchObject({
      success: true,
      data: { url: expect.stringContaining('#lc_') },
    });

    const session = await ask(post('session', ''));
    expect(await session.json()).toEqual({
      token: expect.stringMatching(/^pt_/),
      expiresAt: expect.any(String),
    });

    const sent = await ask(post('portal', new URLSearchParams({ returnUrl }).toString(), form));
    expect(sent.status).toBe(303);
    expect(sent.headers.get('Location')).toContain('#lc_');
  });

  test('[K45] refusals', async () => {
    const ask = await over();
    const known = await ask(post('portal', JSON.stringify({ returnUrl }), { 'x-user': 'acct_9' }));
    expect([known.status, await known.json()]).toMatchObject([404, { error: { code: 'NOT_FOUND' } }]);
    const foreign = await ask(
      post('portal', JSON.stringify({ returnUrl }), { 'Sec-Fetch-Site': 'cross-site' }),
    );
    expect(foreign.status).toBe(403);
    const wrong = await ask(post('portal', JSON.stringify({ returnUrl, customer: 'cus_1' })));
    expect(wrong.status).toBe(400);
    const got = await ask(new Request('http://localhost:3000/api/billing/portal'));
    expect(got.status).toBe(405);
  });

  test('[K45] nobody signed in', async () => {
    const ask = await over();
    const request = post('portal', JSON.stringify({ returnUrl }));
    request.headers.delete('x-user');
    expect((await ask(request)).status).toBe(401);
  });

  test('[K43, K45] what authenticate throws is the framework to answer', async () => {
    const ask = await over();
    const response = await ask(post('portal', JSON.stringify({ returnUrl }), { 'x-user': 'broken' }));
    expect([response.status, await response.text()]).toEqual([500, 'The database of users is away.']);
  });
});

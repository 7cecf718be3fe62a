import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callPlanCheck } from '@billfold/server/node';
import express from 'express';
import { Hono } from 'hono';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { planCheckRoute as expressPlanCheckRoute } from '../adapters/express.js';
import { planCheckRoute as honoPlanCheckRoute } from '../adapters/hono.js';
import { planCheckRoute as nextPlanCheckRoute } from '../adapters/next.js';
import { planCheckRoute, type PlanCheckRouteOptions } from './planCheckRoute.js';
import type { ProposedPlanChange } from './ProposedPlanChange.js';

const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;
const secret = secretOf(7);

const change = {
  customer: { id: 'cus_1', reference: 'acct_ä' },
  subscription: { id: 'sub_1', quantity: 8 },
  product: { id: 'prod_team', name: 'Team' },
  price: { id: 'price_teamMonthly' },
  quantity: 3,
  direction: 'downgrade',
  timing: 'period_end',
} as ProposedPlanChange;

interface Sent {
  by?: string;
  at?: number;
  body?: string;
  /** What arrives, where that is not what was signed. */
  arriving?: string;
  method?: string;
}

/** A request as the portal server sends it, unless told otherwise. */
function ask({ by = secret, at = Date.now(), body = JSON.stringify(change), ...more }: Sent = {}): Request {
  const signedAt = new Date(at);
  return new Request('https://app.test/api/plan-check', {
    method: more.method ?? 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at / 1000)),
      'webhook-signature': new Webhook(by).sign('msg_1', signedAt, body),
    },
    ...(more.method === undefined && { body: more.arriving ?? body }),
  });
}

function without(name: string): Request {
  const request = ask();
  request.headers.delete(name);
  return request;
}

const saying = (said: Awaited<ReturnType<PlanCheckRouteOptions['check']>>) => {
  const check = vi.fn<PlanCheckRouteOptions['check']>(() => said);
  return { check, answer: planCheckRoute({ secret, check }) };
};

test('[K50] the change is told, and what the app says is the answer', async () => {
  const { check, answer } = saying({ blockers: ['Remove 5 members first.'] });
  const response = await answer(ask());
  expect(check).toHaveBeenCalledExactlyOnceWith(change);
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(await response.json()).toEqual({ blockers: ['Remove 5 members first.'], warnings: [] });
});

test.each([[null], [undefined], [{}], [{ blockers: [], warnings: undefined }]])(
  '[K50] %j: the change is fine',
  async (said) => {
    expect(await (await saying(said).answer(ask())).json()).toEqual({ blockers: [], warnings: [] });
  },
);

const MINUTE = 60_000;

test.each<[string, () => Request]>([
  ['nothing signed', () => new Request('https://app.test/', { method: 'POST', body: '{}' })],
  ['no id', () => without('webhook-id')],
  ['no time', () => without('webhook-timestamp')],
  ['no signature', () => without('webhook-signature')],
  ['another secret', () => ask({ by: secretOf(8) })],
  ['another quantity than was signed', () => ask({ arriving: JSON.stringify({ ...change, quantity: 9 }) })],
  ['one more space', () => ask({ arriving: `${JSON.stringify(change)} ` })],
  ['nothing of what was signed', () => ask({ arriving: '' })],
  ['a signature of six minutes ago', () => ask({ at: Date.now() - 6 * MINUTE })],
  ['a signature of six minutes ahead', () => ask({ at: Date.now() + 6 * MINUTE })],
  ['a signature of next year', () => ask({ at: Date.now() + 365 * 24 * 60 * MINUTE })],
  ['signed text that is no JSON', () => ask({ body: 'hello' })],
])('[K51] %s is 401, and the app is not asked', async (_, request) => {
  const { check, answer } = saying({});
  const response = await answer(request());
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({
    success: false,
    error: { code: 'UNAUTHORIZED', message: 'The signature is missing or not valid' },
  });
  expect(check).not.toHaveBeenCalled();
});

test('[K51] clocks may differ by less than five minutes, either way', async () => {
  const { answer } = saying({});
  for (const at of [Date.now() - 4 * MINUTE, Date.now() + 4 * MINUTE]) {
    expect((await answer(ask({ at }))).status).toBe(200);
  }
});

test('[K52] only POST, and only so much of it', async () => {
  const { check, answer } = saying({});
  const got = await answer(ask({ method: 'GET' }));
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
  const large = await answer(ask({ body: JSON.stringify({ ...change, note: 'x'.repeat(65_536) }) }));
  expect(large.status).toBe(413);
  expect(check).not.toHaveBeenCalled();
});

test.each([
  undefined,
  '',
  'hunter22',
  'whsec_',
  'whsec_hunter22',
  secret.slice('whsec_'.length),
  `${secret}=`,
])('[K53] the secret %j is refused when the route is made', (wrong) => {
  const make = () => planCheckRoute({ secret: wrong as string, check: () => null });
  expect(make).toThrow(/BILLFOLD_PLAN_CHECK_SECRET\.$/);
  expect(make).not.toThrow(/hunter22|Bwc/);
});

test('[K53] what check throws is the framework’s to answer', async () => {
  const fault = new Error('The database of members is away.');
  const answer = planCheckRoute({ secret, check: () => Promise.reject(fault) });
  await expect(answer(ask())).rejects.toBe(fault);
});

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listen(app: RequestListener): Promise<string> {
  const server = createServer(app);
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/plan-check`;
}

const options: PlanCheckRouteOptions = {
  secret,
  check: async ({ quantity, subscription, customer }) => {
    if (customer.reference === 'broken') throw new Error('The database of members is away.');
    const over = subscription.quantity - quantity;
    return { blockers: over > 0 ? [`Remove ${over} members first.`] : [] };
  },
};

const overExpress =
  (...parsers: express.RequestHandler[]) =>
  async () => {
    const app = express();
    if (parsers.length > 0) app.use(parsers);
    app.all('/api/plan-check', expressPlanCheckRoute(options));
    app.use(
      (error: Error, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
        response.status(500).send(error.message);
      },
    );
    const url = await listen(app);
    return (request: Request) => sendOn(url, request);
  };

async function sendOn(url: string, request: Request): Promise<Response> {
  const { method, headers } = request;
  return fetch(url, { method, headers, body: method === 'GET' ? null : await request.text() });
}

describe.each([
  ['Express', overExpress()],
  ['Express with a body parser', overExpress(express.json())],
  ['Express with a parser of bytes', overExpress(express.raw({ type: 'application/json' }))],
  [
    'Hono',
    async () => {
      const app = new Hono();
      app.onError((error, c) => c.text(error.message, 500));
      app.all('/api/plan-check', honoPlanCheckRoute(options));
      return async (request: Request) => app.fetch(request);
    },
  ],
  [
    'Next.js',
    async () => {
      const POST = nextPlanCheckRoute(options);
      return (request: Request) =>
        POST(request).catch((error: Error) => new Response(error.message, { status: 500 }));
    },
  ],
])('%s', (_, over) => {
  test('[K54] answers, refuses, and hands faults on', async () => {
    const send = await over();
    expect(await (await send(ask())).json()).toEqual({ blockers: ['Remove 5 members first.'], warnings: [] });
    expect((await send(ask({ by: secretOf(8) }))).status).toBe(401);
    expect((await send(ask({ arriving: JSON.stringify({ ...change, quantity: 9 }) }))).status).toBe(401);
    expect((await send(ask({ method: 'GET' }))).status).toBe(405);
    const broken = await send(
      ask({ body: JSON.stringify({ ...change, customer: { id: 'cus_1', reference: 'broken' } }) }),
    );
    expect([broken.status, await broken.text()]).toEqual([500, 'The database of members is away.']);
  });
});

test('[K55] the portal server asks, and is told', async () => {
  const app = express();
  app.post('/api/plan-check', expressPlanCheckRoute(options));
  const url = await listen(app);
  const checkPlanChange = callPlanCheck({ url, secret });
  expect(await checkPlanChange(change)).toEqual({ blockers: ['Remove 5 members first.'], warnings: [] });
  expect(await checkPlanChange({ ...change, quantity: 12 })).toEqual({ blockers: [], warnings: [] });
  await expect(callPlanCheck({ url, secret: secretOf(8) })(change)).rejects.toThrow('401');
});

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import type { Express } from 'express';
import type { Hono } from 'hono';
import { Webhook } from 'standardwebhooks';
import ts from 'typescript';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Billfold } from './Billfold.js';
import type { Customer, PortalConfigurationInput, WebhookEndpoint } from './index.js';

let portal: TestPortal;
let billfold: Billfold;
/** What samples speak of and do not make: somebody who is billed, and an endpoint. */
let spokenOf: { customer: Customer; endpoint: WebhookEndpoint };

beforeAll(async () => {
  const origins = ['https://app.test', 'https://app.example.com'];
  portal = await createTestPortal({
    renderDocument: async () => new Uint8Array([37, 80, 68, 70]),
    project: { returnOrigins: origins, embedOrigins: origins },
  });
  billfold = new Billfold({ secretKey: portal.secretKey, baseUrl: portal.url, fetch: portal.fetch });
  await billfold.customers.create({ reference: 'acct_signed_in' });
  const customer = await billfold.sandbox.scenarios.create({ scenario: 'active' });
  spokenOf = {
    customer,
    endpoint: await billfold.webhookEndpoints.create({ url: 'https://hooks.example.com/billing' }),
  };
  vi.stubEnv('BILLFOLD_SECRET_KEY', portal.secretKey);
  vi.stubEnv('BILLFOLD_URL', portal.url);
  const realFetch = globalThis.fetch;
  vi.stubGlobal('fetch', (input: string, init?: RequestInit) =>
    String(input).startsWith(portal.url) ? portal.fetch(input, init) : realFetch(input, init),
  );
});
afterAll(async () => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  await portal.close();
});
afterEach(() => vi.restoreAllMocks());

const modules: Record<string, () => Promise<unknown>> = {
  '@billfold/sdk': () => import('./index.js'),
  '@billfold/sdk/express': () => import('./adapters/express.js'),
  '@billfold/sdk/hono': () => import('./adapters/hono.js'),
  '@billfold/sdk/next': () => import('./adapters/next.js'),
  express: () => import('express'),
  hono: () => import('hono'),
};

/** Every page of ours that shows what to do with the SDK. */
const pages = [
  'packages/sdk/README.md',
  'README.md',
  'docs/configuration.md',
  'docs/security.md',
  'docs/stripe.md',
  'docs/webhooks.md',
];
const textOf = (page: string) => readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8');

const samples = pages.flatMap((page) =>
  Array.from(textOf(page).matchAll(/^```ts ?(\w*)\n(.*?)^```/gms), ([, name, code]) => ({
    page,
    name: name!,
    code: code!,
  })),
);

const openSession = () =>
  billfold.portalSessions.create({ customer: spokenOf.customer.id, returnUrl: 'https://app.test/' });

/** Runs a sample as it stands in the README, and returns what it declares under this name. */
async function run(
  code: string,
  declares: string,
  furtherGiven: Record<string, unknown> = {},
): Promise<unknown> {
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
  };
  const { outputText } = ts.transpileModule(code, { compilerOptions });
  const loaded: Record<string, unknown> = {};
  for (const [name, load] of Object.entries(modules))
    loaded[name] = { __esModule: true, ...((await load()) as object) };
  const require = (name: string) => loaded[name] ?? expect.unreachable(`The README imports ${name}.`);
  const exports: Record<string, unknown> = {};
  const findSignedInUser = async () => ({ accountId: 'acct_signed_in' });
  const countMembers = async () => 8;
  // What the samples above a sample have made is there, as it is to a reader.
  const given = {
    require,
    exports,
    findSignedInUser,
    countMembers,
    ...spokenOf,
    session: await openSession(),
    ...furtherGiven,
    ...(!/const billfold/.test(code) && { billfold }),
  };
  const body = `return (async () => { ${outputText}\nreturn typeof ${declares} === 'undefined' ? exports.${declares} : ${declares}; })()`;
  return await (new Function(...Object.keys(given), body)(...Object.values(given)) as Promise<unknown>);
}

const plain = samples.filter(({ name }) => name === '');
test.each(
  plain.map(({ page, code }) => [
    page,
    code.split('\n').find((line) => !/^(import|\/\/)/.test(line) && line !== '')!,
    code,
  ]),
)('[K24] %s: the sample that begins with %s', async (_page, _line, code) => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await run(code, 'none');
});

test('[K24] the samples print what they say they do', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await run(plain.find(({ code }) => code.includes('isBillfoldError'))!.code, 'none');
  expect(log).toHaveBeenCalledExactlyOnceWith('not_found', 404, expect.stringMatching(/^req_/));
});

const link = (origin: string) => ({
  url: `${origin}/api/billing/portal`,
  init: {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: '{"returnUrl":"https://app.test/settings"}',
  },
});
const anyLink = { success: true, data: { url: expect.stringContaining('#lc_') as string } };
const sampleFor = (name: string) => samples.find((sample) => sample.name === name)!.code;

/** Lets an app of a sample be asked by HTTP for as long as `ask` takes. */
async function whileListening(app: unknown, ask: (origin: string) => Promise<void>): Promise<void> {
  const server = createServer(app as Express);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await new Promise((resolve) => server.close(resolve));
}

test('[K24] the route in Express', async () => {
  await whileListening(await run(sampleFor('express'), 'app'), async (origin) => {
    const { url, init } = link(origin);
    expect(await (await fetch(url, init)).json()).toEqual(anyLink);
  });
});

test('[K24] the route in Hono', async () => {
  const app = (await run(sampleFor('hono'), 'app')) as Hono;
  const { url, init } = link('https://app.test');
  expect(await (await app.request(url, init)).json()).toEqual(anyLink);
});

test('[K24] the route in Next.js', async () => {
  const POST = (await run(sampleFor('next'), 'POST')) as (request: Request) => Promise<Response>;
  const { url, init } = link('https://app.test');
  expect(await (await POST(new Request(url, init))).json()).toEqual(anyLink);
});

test('[K24] the plan check', async () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  vi.stubEnv('BILLFOLD_PLAN_CHECK_SECRET', secret);
  const POST = (await run(sampleFor('planCheck'), 'POST')) as (request: Request) => Promise<Response>;
  const body = JSON.stringify({ customer: { id: 'cus_1', reference: 'acct_signed_in' }, quantity: 3 });
  const now = new Date();
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', now, body),
  };
  const answer = await POST(new Request('https://app.test/', { method: 'POST', headers, body }));
  expect(await answer.json()).toEqual({ blockers: ['Remove 5 members first.'], warnings: [] });
});

/** A delivery as the portal sends it, and the secret that it is signed by. */
function delivery(event: object) {
  const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
  const body = JSON.stringify(event);
  const now = new Date();
  const headers = {
    'content-type': 'application/json',
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('evt_1', now, body),
  };
  return {
    secret,
    init: { method: 'POST', headers, body },
    changed: { method: 'POST', headers, body: '{}' },
  };
}

test('[K24] the receivers of events, by the web standard and in Express', async () => {
  const { secret, init, changed } = delivery({ id: 'evt_1', type: 'invoice.paid' });
  vi.stubEnv('BILLFOLD_WEBHOOK_SECRET', secret);
  const handle = vi.fn();
  const once = (_id: string, act: () => void) => act();

  const POST = (await run(sampleFor('webhook'), 'POST', { handle })) as (
    request: Request,
  ) => Promise<Response>;
  const statuses = [init, changed].map(
    async (sent) => (await POST(new Request('https://app.test/', sent))).status,
  );
  expect(await Promise.all(statuses)).toEqual([204, 400]);
  expect(handle).toHaveBeenCalledExactlyOnceWith({ id: 'evt_1', type: 'invoice.paid' });

  await whileListening(await run(sampleFor('receiver'), 'app', { handle, once }), async (origin) => {
    const send = async (sent: RequestInit) => (await fetch(`${origin}/webhooks/billing`, sent)).status;
    expect([await send(init), await send(changed)]).toEqual([204, 400]);
  });
  expect(handle).toHaveBeenCalledTimes(2);
});

test('[K24] the page where customers prove that it is them', async () => {
  const { default: express } = await import('express');
  const session = await openSession();
  const goOn = (_request: unknown, _response: unknown, next: () => void) => next();
  const ask = async (customer: string) => {
    const app = express();
    const confirmationPage = () => '<form method="post"><button>It is me</button></form>';
    const theirs = {
      requireFreshSignIn: goOn,
      requireOwnForm: goOn,
      confirmationPage,
      customerOf: () => customer,
    };
    await run(sampleFor('stepUp'), 'none', { app, ...theirs });
    let status = 0;
    await whileListening(app, async (origin) => {
      const page = `${origin}/confirm-it-is-you?session=${session.id}`;
      // Looking at the page vouches for nobody.
      expect(await (await fetch(page)).text()).toContain('It is me');
      status = (await fetch(page, { method: 'POST' })).status;
    });
    return status;
  };
  const proofs = async () =>
    (await billfold.auditLog.list({ target: session.id, action: 'portal.session.step_up_confirmed' })).data;

  expect(await ask('cus_somebodyElse')).toBe(404);
  expect(await proofs()).toEqual([]);
  expect(await ask(spokenOf.customer.id)).toBe(200);
  expect(await proofs()).toHaveLength(1);
});

test('[K24] the configurations of the page of configurations are ones that can be set', async () => {
  const [, json] = /^```json\n(.*?)^```/ms.exec(textOf('docs/configuration.md'))!;
  type Written = PortalConfigurationInput & { id: string };
  for (const { id, ...settings } of JSON.parse(json!) as Written[]) {
    expect(await billfold.portalConfigurations.update(id, settings)).toMatchObject({ id });
  }
});

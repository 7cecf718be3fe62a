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

let portal: TestPortal;
let billfold: Billfold;

beforeAll(async () => {
  portal = await createTestPortal();
  billfold = new Billfold({ secretKey: portal.secretKey, baseUrl: portal.url, fetch: portal.fetch });
  await billfold.customers.create({ reference: 'acct_signed_in' });
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

const samples = Array.from(
  readFileSync(new URL('../README.md', import.meta.url), 'utf8').matchAll(/^```ts ?(\w*)\n(.*?)^```/gms),
  ([, name, code]) => ({ name: name!, code: code! }),
);

/** Runs a sample as it stands in the README, and returns what it declares under this name. */
async function run(code: string, declares: string): Promise<unknown> {
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
    ...(!/const billfold/.test(code) && { billfold }),
  };
  const body = `return (async () => { ${outputText}\nreturn typeof ${declares} === 'undefined' ? exports.${declares} : ${declares}; })()`;
  return await (new Function(...Object.keys(given), body)(...Object.values(given)) as Promise<unknown>);
}

const plain = samples.filter(({ name }) => name === '');
test.each(
  plain.map(({ code }) => [
    code.split('\n').find((line) => !line.startsWith('import') && line !== '')!,
    code,
  ]),
)('[K24] the sample that begins with %s', async (_, code) => {
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

test('[K24] the route in Express', async () => {
  const server = createServer((await run(sampleFor('express'), 'app')) as Express);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { url, init } = link(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(await (await fetch(url, init)).json()).toEqual(anyLink);
  await new Promise((resolve) => server.close(resolve));
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

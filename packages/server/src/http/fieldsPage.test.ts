import { afterAll, beforeAll, expect, test } from 'vitest';
import { setUpProject } from '../access/setUpProject.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';
import { fieldsSite } from './fieldsPage.js';

const FIELDS_URL = 'https://fields.test';
const page = {
  html: '<!doctype html><title>Fields</title>',
  assets: new Map([['/index-1a2b.js', { type: 'text/javascript', bytes: new TextEncoder().encode('1') }]]),
};

let portal: TestPortal;
let site: (request: Request) => Promise<Response>;

beforeAll(async () => {
  portal = await createTestPortal({
    fieldsUrl: FIELDS_URL,
    hostedPage: { html: '<html data-redeem="button">', assets: new Map() },
  });
  site = fieldsSite({
    page,
    fieldsUrl: FIELDS_URL,
    publicUrl: portal.url,
    database: portal.database,
    clock: portal.clock.now,
  });
});
afterAll(() => portal.close());

const ask = (path: string, init?: RequestInit) => site(new Request(`${FIELDS_URL}${path}`, init));

/** A policy, by directive. */
function policyOf({ headers }: Response): Record<string, string[]> {
  const directives = headers.get('content-security-policy')!.split('; ');
  return Object.fromEntries(
    directives.map((it) => it.split(' ')).map(([name, ...sources]) => [name!, sources]),
  );
}

test('[S116] the page comes with its files, and may load nothing else and connect to nobody', async () => {
  const response = await ask('/');
  expect([response.status, await response.text()]).toEqual([200, page.html]);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(policyOf(response)).toEqual({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ['data:'],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ['https://billing.test'],
  });

  const asset = await ask('/index-1a2b.js');
  expect([asset.status, await asset.text()]).toEqual([200, '1']);
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

test('[S116] every answer keeps its type and tells nobody where it comes from', async () => {
  for (const path of ['/', '/index-1a2b.js', '/nothing']) {
    const { headers } = await ask(path, { headers: { origin: 'https://app.test', cookie: 'a=b' } });
    expect([path, headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual([
      path,
      'nosniff',
      'no-referrer',
    ]);
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
    const names = [...headers.keys()].filter((name) => /cookie|^access-control/.test(name));
    expect(names).toEqual([]);
  }
  expect((await ask('/')).headers.get('cache-control')).toBe('no-store');
});

const framesOf = async (parent: string) =>
  policyOf(await ask(`/?parent=${encodeURIComponent(parent)}`))['frame-ancestors'];

test('[S117] only the portal can frame the page, and of the pages that may embed it the one that asks', async () => {
  for (const parent of [
    'https://billing.test',
    'https://stranger.test',
    'https://app.test.stranger.test',
    'https://app.test/',
    '*',
    "'unsafe-inline'",
    'https://a.test; script-src *',
    'http://localhost:5173/',
    'null',
    '',
  ]) {
    expect([parent, await framesOf(parent)]).toEqual([parent, ['https://billing.test']]);
  }
  expect(await framesOf('https://app.test')).toEqual(['https://billing.test', 'https://app.test']);
  // In test mode pages of this machine may embed without being written down.
  expect(await framesOf('http://localhost:5173')).toEqual(['https://billing.test', 'http://localhost:5173']);
});

test('[S117] whoever may embed from now on may frame it too, without a restart, and nobody else is told', async () => {
  await setUpProject(portal.database, {
    id: 'proj_other',
    name: 'Other App',
    testMode: false,
    embedOrigins: ['https://other.test'],
    now: portal.clock.now(),
  });
  expect(await framesOf('https://other.test')).toEqual(['https://billing.test']);
  portal.clock.set(new Date(portal.clock.now().getTime() + 2_000));
  expect(await framesOf('https://other.test')).toEqual(['https://billing.test', 'https://other.test']);
  expect(await framesOf('https://app.test')).toEqual(['https://billing.test', 'https://app.test']);
  expect(await framesOf('')).toEqual(['https://billing.test']);
});

test('[S117] a portal below a path frames it as its origin', async () => {
  const site = fieldsSite({
    page,
    fieldsUrl: FIELDS_URL,
    publicUrl: 'https://billing.test/portal/',
    database: portal.database,
    clock: portal.clock.now,
  });
  const response = await site(new Request(FIELDS_URL));
  expect(policyOf(response)['frame-ancestors']).toEqual(['https://billing.test']);
});

test('[S118] nothing of the portal is on the origin of the page', async () => {
  const { token } = await portal.createToken((await portal.createScenario('active')).id);
  const headers = { authorization: `Bearer ${token}`, origin: 'https://app.test' };
  expect((await portal.fetch('/portal/v1/session', { headers })).status).toBe(200);
  for (const [method, path] of [
    ['GET', '/portal/v1/session'],
    ['OPTIONS', '/portal/v1/session'],
    ['GET', '/openapi.json'],
    ['GET', '/healthz'],
    ['GET', '/session/bps_any'],
    ['GET', '/hosted/page-1.js'],
    ['POST', '/'],
    ['OPTIONS', '/'],
    ['GET', '/index.html'],
    ['GET', '//index-1a2b.js'],
    ['GET', '/..%2fpackage.json'],
  ] as const) {
    const response = await ask(path, { method, headers });
    expect([method, path, response.status]).toEqual([method, path, 404]);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  }
});

test('[S118] nor is the page on the origin of the portal', async () => {
  expect((await portal.fetch('/')).status).toBe(404);
  expect((await portal.fetch('/index-1a2b.js')).status).toBe(404);
});

test('[S119] sessions tell where the page is', async () => {
  const { token } = await portal.createToken((await portal.createScenario('active')).id);
  const response = await portal.fetch('/portal/v1/session', {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await response.json()).toMatchObject({
    paymentFields: { provider: 'sandbox', settings: { url: FIELDS_URL } },
  });
});

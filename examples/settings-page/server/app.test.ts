import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Billfold } from '@billfold/sdk';
import { makeSecret, startServer, type RunningServer } from '@billfold/server/node';
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from './app.js';

const APP = 'http://localhost:5173';

let folder: string;
let portal: RunningServer;
let app: Hono;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'example-notes-'));
  await mkdir(join(folder, 'dist/assets'), { recursive: true });
  await writeFile(join(folder, 'dist/index.html'), '<!doctype html><title>Example Notes</title>');
  await writeFile(join(folder, 'dist/assets/index-hash.js'), 'console.log(1)');
  const secretKey = makeSecret('sk_test');
  portal = await startServer({
    port: 0,
    fieldsPage: { html: '<!doctype html>', assets: new Map() },
    dataDir: join(folder, 'data'),
    sandboxData: fileURLToPath(new URL('../billing.json', import.meta.url)),
    secretKey,
    logLevel: 'silent',
  });
  const billfold = new Billfold({ secretKey, baseUrl: portal.url });
  app = createApp({
    billfold,
    portalUrl: portal.url,
    fieldsUrl: portal.fieldsUrl,
    frontEnd: join(folder, 'dist'),
  });
}, 120_000);

afterAll(async () => {
  await portal?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A browser's session with the app: it keeps the cookie. */
async function signedIn(user: string | null) {
  let cookie = '';
  const post = (path: string, body: object = {}) =>
    app.request(APP + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: APP, Cookie: cookie },
      body: JSON.stringify(body),
    });
  if (user !== null) {
    const response = await post('/api/sign-in', { user });
    cookie = response.headers.get('Set-Cookie')!.split(';')[0]!;
  }
  return { post };
}

/** What the components read with the token that the app gives to this user. */
async function readPortal<Result>(user: string, path: string): Promise<Result> {
  const { post } = await signedIn(user);
  const { token } = (await (await post('/api/billing/session')).json()) as { token: string };
  const headers = { Authorization: `Bearer ${token}`, Origin: APP };
  return (await (await fetch(`${portal.url}/portal/v1${path}`, { headers })).json()) as Result;
}

interface Invoices {
  data: { number: string; status: string; issuedAt: string }[];
}

test.each([
  ['user_ada', 'Example Studio'],
  ['user_linus', 'Sample Workshop GmbH'],
  ['user_grace', 'Demo Bakery'],
])("[E2] %s sees the billing of %s, and can not ask for another's", async (user, name) => {
  expect(await readPortal(user, '/session')).toMatchObject({ customer: { name }, locale: 'en' });
  const { post } = await signedIn(user);
  expect((await post('/api/billing/session', { customerReference: 'acct_studio' })).status).toBe(400);
  expect((await post('/api/billing/portal', { returnUrl: APP, customer: 'cus_1' })).status).toBe(400);
});

test('[E3] who is not signed in, or has signed out, gets neither a link nor a token', async () => {
  const nobody = await signedIn(null);
  expect((await nobody.post('/api/billing/portal', { returnUrl: APP })).status).toBe(401);
  expect((await nobody.post('/api/billing/session')).status).toBe(401);

  const ada = await signedIn('user_ada');
  expect((await ada.post('/api/billing/portal', { returnUrl: APP })).status).toBe(200);
  await ada.post('/api/sign-out');
  expect((await ada.post('/api/billing/portal', { returnUrl: APP })).status).toBe(401);
});

test('[E3] nobody is signed in by a page of another site', async () => {
  const response = await app.request(`${APP}/api/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain', Origin: 'https://evil.example' },
    body: '{"user":"user_ada"}',
  });
  expect(response.status).toBe(403);
  expect(response.headers.has('Set-Cookie')).toBe(false);
});

test('[E4] the policy of its pages allows the app, the portal and its fields, and nothing inline', async () => {
  const response = await app.request(`${APP}/settings/billing`);
  const policy = response.headers.get('Content-Security-Policy')!;
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain(`connect-src 'self' ${portal.url}`);
  expect(policy).toContain(`frame-src ${portal.fieldsUrl};`);
  expect(policy).not.toContain('unsafe');
});

test('[E5] Ada has paid every month for more than two years', async () => {
  const { data } = await readPortal<Invoices>('user_ada', '/invoices?limit=100');
  expect(data).toHaveLength(25);
  expect(new Set(data.map(({ status }) => status))).toEqual(new Set(['paid']));
  const { data: subscriptions } = await readPortal<{ data: object[] }>('user_ada', '/subscriptions');
  expect(subscriptions).toMatchObject([{ status: 'active', price: { interval: 'month' }, quantity: 4 }]);
});

test('[E5] the last payment of Linus was refused', async () => {
  const { data } = await readPortal<Invoices>('user_linus', '/invoices?limit=100');
  expect(data.map(({ status }) => status)).toEqual(['open', ...Array<string>(26).fill('paid')]);
  const { data: subscriptions } = await readPortal<{ data: object[] }>('user_linus', '/subscriptions');
  expect(subscriptions).toMatchObject([{ status: 'past_due', quantity: 9 }]);
});

test('[E21] the card of Grace runs out with this month, and is the only one on file', async () => {
  const { data } = await readPortal<{ data: object[] }>('user_grace', '/payment-methods');
  const { now } = await readPortal<{ now: string }>('user_grace', '/session');
  const [year, month] = now.split('-').map(Number);
  expect(data).toMatchObject([{ type: 'card', brand: 'visa', isDefault: true, expiry: { month, year } }]);
});

test('[E6] every path is a page of the front end, but those of files and of the back end', async () => {
  for (const path of ['/', '/settings/profile', '/anything']) {
    const response = await app.request(APP + path);
    expect([response.status, await response.text()]).toEqual([
      200,
      expect.stringContaining('<title>Example Notes'),
    ]);
    expect(response.headers.get('Cache-Control')).toBe('no-cache');
  }
  const script = await app.request(`${APP}/assets/index-hash.js`);
  expect(script.headers.get('Cache-Control')).toContain('immutable');
  expect((await app.request(`${APP}/api/nothing`)).status).toBe(404);
});

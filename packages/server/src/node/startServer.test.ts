import { once } from 'node:events';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Customer, Invoice, Quote, Session, Subscription } from '@billfold/contract';
import { createProject } from '../access/projects.js';
import { makeSecret } from '../access/secrets.js';
import { createSandbox } from '../providers/sandbox/index.js';
import { freePort } from '../testing/freePort.js';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { makeDataDirectory } from '../testing/openTestDatabaseInNode.js';
import { openDatabase } from './openDatabase.js';
import { startServer, type RunningServer, type StartOptions } from './startServer.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

const secretKey = makeSecret('sk_test');

async function onOwnDatabase(): Promise<StartOptions> {
  const { url, close } = await openTestDatabase();
  ending.push(close);
  return {
    port: 0,
    secretKey,
    logLevel: 'silent',
    ...(url ? { databaseUrl: url } : { dataDir: await ownDataDirectory() }),
  };
}

async function ownDataDirectory(): Promise<string> {
  const { dataDir, remove } = await makeDataDirectory();
  ending.push(remove);
  return dataDir;
}

async function started(options: StartOptions): Promise<RunningServer> {
  const server = await startServer(options);
  ending.unshift(server.close);
  return server;
}

async function ask<Result>(server: RunningServer, path: string, body?: unknown): Promise<Result> {
  const response = await fetch(`${server.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
  return (await response.json()) as Result;
}

const data = {
  catalog: {
    products: [
      {
        id: 'prod_pro',
        name: 'Pro',
        prices: [{ id: 'price_proMonthly', unitAmount: 1900, currency: 'eur', interval: 'month' }],
      },
    ],
  },
  customers: [
    {
      reference: 'user_1',
      name: 'Example One',
      subscriptions: [{ price: 'price_proMonthly', startedAt: '-13 months' }],
    },
  ],
};

test('[S61, S62] it is filled from a data file, follows real time, and is never moved back', async () => {
  const options = await onOwnDatabase();
  const sandboxData = join(await mkdtemp(join(tmpdir(), 'billfold-data-')), 'billing.json');
  await writeFile(sandboxData, JSON.stringify(data));
  const first = await started({ ...options, sandboxData });

  const { data: customers } = await ask<{ data: Customer[] }>(first, '/v1/customers?reference=user_1');
  expect(customers).toHaveLength(1);
  const session = await ask<{ token: string }>(first, '/v1/portal/sessions', {
    customer: customers[0]!.id,
    mode: 'embedded',
    embedOrigin: 'http://localhost:3000',
  });
  const invoices = await fetch(`${first.url}/portal/v1/invoices?limit=100`, {
    headers: { authorization: `Bearer ${session.token}`, origin: 'http://localhost:3000' },
  });
  expect(((await invoices.json()) as { data: Invoice[] }).data.length).toBeGreaterThanOrEqual(13);

  const { now } = await ask<{ now: string }>(first, '/v1/sandbox/clock');
  expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
  const ahead = new Date(Date.now() + 90 * 86_400_000).toISOString();
  await ask(first, '/v1/sandbox/clock', { advanceTo: ahead });
  await first.close();

  const second = await started({ ...options, sandboxData });
  expect(await ask(second, '/v1/sandbox/clock')).toEqual({ now: ahead });
  expect((await ask<{ data: Customer[] }>(second, '/v1/customers')).data).toHaveLength(1);
});

test('[S61] so does that of a project that was made beside it', async () => {
  const options = await onOwnDatabase();
  await (await started(options)).close();
  const { database, close } = await openDatabase(options);
  const now = new Date(Date.now() - 40 * 86_400_000);
  const made = await database.transaction((tx) =>
    createProject({ database: tx, now }, { id: 'proj_other', name: 'Other App', testMode: true }),
  );
  await createSandbox().advanceTo({ database, now }, 'proj_other', now);
  await close();

  const server = await started(options);
  const response = await fetch(`${server.url}/v1/sandbox/clock`, {
    headers: { authorization: `Bearer ${made!.secretKey.key}` },
  });
  const clock = (await response.json()) as { now: string };
  expect(Math.abs(Date.parse(clock.now) - Date.now())).toBeLessThan(60_000);
});

test('[S62] a data file that is not valid ends the start, and nothing is left open', async () => {
  const dataDir = await ownDataDirectory();
  const sandboxData = join(await mkdtemp(join(tmpdir(), 'billfold-data-')), 'billing.json');
  const unknownPrice = {
    ...data,
    customers: [{ reference: 'a', subscriptions: [{ price: 'price_none', startedAt: '-1 months' }] }],
  };
  await writeFile(sandboxData, JSON.stringify(unknownPrice));

  await expect(startServer({ port: 0, logLevel: 'silent', dataDir, sandboxData })).rejects.toThrow(
    /customers\.0\.subscriptions\.0\.price/,
  );
  expect(await readdir(join(dataDir, 'locks'))).toEqual([]);
});

test('[S60] the hosted page is served with its assets', async () => {
  const asset = { type: 'text/javascript; charset=utf-8', bytes: new TextEncoder().encode('run()') };
  const hostedPage = {
    html: '<html data-redeem="button">',
    assets: new Map([['/hosted/index-1a2b.js', asset]]),
  };
  const server = await started({ ...(await onOwnDatabase()), hostedPage });

  expect(await (await fetch(`${server.url}/session/bps_any`)).text()).toBe('<html data-redeem="button">');
  expect(await (await fetch(`${server.url}/hosted/index-1a2b.js`)).text()).toBe('run()');
});

const fieldsPage = {
  html: '<!doctype html><title>Fields</title>',
  assets: new Map([['/index-1a2b.js', { type: 'text/javascript', bytes: new TextEncoder().encode('1') }]]),
};

/** What a customer's page is told of the fields. */
async function fieldsOf(server: RunningServer): Promise<Session['paymentFields']> {
  const customer = await ask<Customer>(server, '/v1/sandbox/scenarios', { scenario: 'active' });
  const origin = 'http://localhost:3000';
  const { token } = await ask<{ token: string }>(server, '/v1/portal/sessions', {
    customer: customer.id,
    mode: 'embedded',
    embedOrigin: origin,
  });
  const headers = { authorization: `Bearer ${token}`, origin };
  const response = await fetch(`${server.url}/portal/v1/session`, { headers });
  return ((await response.json()) as Session).paymentFields;
}

test('[S119] the page for test payment methods is served on an origin of its own, until the server stops', async () => {
  const server = await started({ ...(await onOwnDatabase()), fieldsPage });
  const { url, fieldsUrl } = server;
  expect(fieldsUrl).toMatch(/^http:\/\/localhost:\d+$/);
  expect(fieldsUrl).not.toBe(url);
  expect(await fieldsOf(server)).toEqual({ provider: 'sandbox', settings: { url: fieldsUrl } });

  const page = await fetch(`${fieldsUrl}/?parent=http%3A%2F%2Flocalhost%3A3000`);
  expect(await page.text()).toBe(fieldsPage.html);
  expect(page.headers.get('content-security-policy')).toContain(
    `frame-ancestors ${url} http://localhost:3000`,
  );
  expect((await fetch(`${fieldsUrl}/index-1a2b.js`)).status).toBe(200);
  expect((await fetch(`${fieldsUrl}/portal/v1/session`)).status).toBe(404);
  expect((await fetch(`${url}/index-1a2b.js`)).status).toBe(404);

  await server.close();
  await expect(fetch(`${fieldsUrl}/`)).rejects.toThrow();
});

test('[S119] its address can be chosen, and must not be the portal’s', async () => {
  const options = { ...(await onOwnDatabase()), fieldsPage, publicUrl: 'https://billing.test' };
  const server = await started({ ...options, fieldsUrl: 'https://fields.test' });
  expect(server.fieldsUrl).toBe('https://fields.test');
  await server.close();

  await expect(startServer({ ...options, fieldsUrl: 'https://billing.test' })).rejects.toThrow(
    /^BILLFOLD_FIELDS_URL must be another origin/,
  );
});

test('[S119] its port is the one beside the portal’s, which must be free', async () => {
  const options = { ...(await onOwnDatabase()), fieldsPage };
  const first = await started(options);
  const taken = Number(new URL(first.fieldsUrl!).port);
  const starting = startServer({ ...(await onOwnDatabase()), fieldsPage, fieldsPort: taken });
  await expect(starting).rejects.toThrow(new RegExp(`^Port ${taken} is in use\\. .*BILLFOLD_FIELDS_PORT`));
  await expect(startServer({ ...(await onOwnDatabase()), fieldsPage, port: 65_535 })).rejects.toThrow(
    /^BILLFOLD_FIELDS_PORT must be set/,
  );
  // Nothing of those who could not start is left: whoever comes next has two ports side by side.
  const portal = await freePort(2);
  const beside = await started({ ...(await onOwnDatabase()), fieldsPage, port: portal });
  expect(beside.fieldsUrl).toBe(`http://localhost:${portal + 1}`);
});

test('[S119] without the page, or an address for it, there are no fields, and the log says so', async () => {
  const warned: string[] = [];
  const log = { info() {}, warn: (_: object, message: string) => void warned.push(message), error() {} };
  const server = await started({
    ...(await onOwnDatabase()),
    log,
    fieldsPage,
    publicUrl: 'https://billing.test',
  });
  expect([server.fieldsUrl, warned.filter((it) => it.includes('BILLFOLD_FIELDS_URL')).length]).toEqual([
    null,
    1,
  ]);
});

/** An app on this machine that answers every plan check with this blocker, and counts them. */
async function appThatSays(blocker: string): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const app = createServer((_, response) => {
    asked++;
    response.end(JSON.stringify({ blockers: [blocker] }));
  });
  ending.push(() => new Promise<void>((resolve) => void app.close(() => resolve())));
  await once(app.listen(0, '127.0.0.1'), 'listening');
  return { url: `http://127.0.0.1:${(app.address() as AddressInfo).port}/`, asked: () => asked };
}

/** What stands in the way of a second seat, as a customer of the server's sandbox is told. */
async function blockersOfASeat(server: RunningServer): Promise<Quote['blockers']> {
  const customer = await ask<Customer>(server, '/v1/sandbox/scenarios', { scenario: 'seats' });
  const origin = 'http://localhost:3000';
  const session = { customer: customer.id, mode: 'embedded', embedOrigin: origin };
  const { token } = await ask<{ token: string }>(server, '/v1/portal/sessions', session);
  const headers = { authorization: `Bearer ${token}`, origin, 'content-type': 'application/json' };
  const listed = await fetch(`${server.url}/portal/v1/subscriptions`, { headers });
  const [subscription] = ((await listed.json()) as { data: Subscription[] }).data;
  const { id, price, quantity } = subscription!;
  const previewed = await fetch(`${server.url}/portal/v1/subscriptions/${id}/preview`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ price: price.id, quantity: quantity + 1 }),
  });
  expect(previewed.status).toBe(200);
  return ((await previewed.json()) as Quote).blockers;
}

test('[S90, S92] the app is asked at its address, and not where it is linked in', async () => {
  const app = await appThatSays('Ask your administrator.');
  const planCheck = { url: app.url, secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` };
  const options = { ...(await onOwnDatabase()), planCheck };
  const asking = await started(options);
  expect(await blockersOfASeat(asking)).toEqual([{ code: 'app', message: 'Ask your administrator.' }]);
  expect(app.asked()).toBe(1);
  await asking.close();

  const linked = await started({ ...options, checkPlanChange: () => ({ blockers: ['Not on a Friday.'] }) });
  expect(await blockersOfASeat(linked)).toEqual([{ code: 'app', message: 'Not on a Friday.' }]);
  expect(app.asked()).toBe(1);
});

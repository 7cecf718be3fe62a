import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Customer, Invoice } from '@billfold/contract';
import { makeSecret } from '../access/secrets.js';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { makeDataDirectory } from '../testing/openTestDatabaseInNode.js';
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

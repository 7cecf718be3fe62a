import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import type { CreatedPortalSession, PortalConfiguration } from '@billfold/contract';
import { rowsOf } from '../../database/Database.js';
import { startTwoServers, type TwoServers } from '../../testing/startTwoServers.js';

let two: TwoServers;
beforeAll(async () => void (two = await startTwoServers({})));
afterAll(() => two?.close());

/** Sends a request to one of the servers. */
async function at(server: 0 | 1, credential: string, path: string, body?: object): Promise<Response> {
  return fetch(`${two.servers[server].url}${path}`, {
    method: body ? 'PUT' : 'GET',
    headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
}
const key = () => two.settings['BILLFOLD_SECRET_KEY']!;
const configure = async (server: 0 | 1, settings: object) => {
  const response = await at(server, key(), '/v1/portal/configurations/default', settings);
  expect(response.status).toBe(200);
  return (await response.json()) as PortalConfiguration;
};

test('[S216] what is changed on one server counts on the other within a second, in a session that is open', async () => {
  const { token } = await two.subscribe('price_teamMonthly');
  const invoices = async (server: 0 | 1) => (await at(server, token, '/portal/v1/invoices')).status;
  for (const server of [0, 1] as const) {
    const other = server === 0 ? 1 : 0;
    expect(await invoices(other)).toBe(200);
    await configure(server, { features: { invoiceHistory: { enabled: false } } });
    await sleep(1_000);
    expect([await invoices(server), await invoices(other)]).toEqual([403, 403]);
    await configure(server, {});
    await sleep(1_000);
    expect([await invoices(server), await invoices(other)]).toEqual([200, 200]);
  }
});

test('[S224] a domain counts on the other server within a second', async () => {
  const { id: customer } = await two.merchant<{ id: string }>('POST', '/v1/customers', {});
  const minted = async () => {
    const body = { customer, returnUrl: 'http://localhost:3000/' };
    return (await two.merchant<CreatedPortalSession>('POST', '/v1/portal/sessions', body)).url;
  };
  await two.database.execute(sql`update projects set domain = 'billing.demo.example'`);
  await sleep(1_000);
  for (const _ of [0, 1]) expect(await minted()).toMatch(/^https:\/\/billing\.demo\.example\//);
  await two.database.execute(sql`update projects set domain = null`);
});

test('[S211] of many who set the same at the same moment one makes the change, and it is told once', async () => {
  const told = () =>
    rowsOf(two.database, sql`select id from events where type = 'portal.configuration.updated'`);
  const before = (await told()).length;
  const settings = { features: { subscriptionPause: { enabled: true, maxMonths: 7 } } };
  const hashes = await Promise.all(
    Array.from({ length: 12 }, async (_, turn) => (await configure((turn % 2) as 0 | 1, settings)).hash),
  );
  expect(new Set(hashes).size).toBe(1);
  expect((await told()).length).toBe(before + 1);
});

test('[S213] the last support link and the last way to cancel are not taken at the same moment', async () => {
  for (let round = 0; round < 10; round += 1) {
    await configure(0, {});
    const brand = (supportUrl: string | null) => two.merchant('PATCH', '/v1/branding', { supportUrl });
    await brand('https://example.com/help');
    await Promise.allSettled([
      brand(null),
      at(1, key(), '/v1/portal/configurations/default', {
        features: { subscriptionCancel: { enabled: false } },
      }),
    ]);
    const { supportUrl } = await two.merchant<{ supportUrl: string | null }>('GET', '/v1/branding');
    const { features } = await two.merchant<PortalConfiguration>('GET', '/v1/portal/configurations/default');
    expect(features.subscriptionCancel.enabled || supportUrl !== null).toBe(true);
  }
});

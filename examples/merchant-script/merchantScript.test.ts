import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { capabilityPresets, operations, type Capability } from '@billfold/contract';
import { Billfold, type Event } from '@billfold/sdk';
import { makeSecret, startServer, type RunningServer } from '@billfold/server/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listenForEvents } from './src/listenForEvents.js';
import { makeLinks, type Links } from './src/makeLinks.js';
import { setUpPortal } from './src/setUpPortal.js';

const app = 'http://localhost:5173';
let dataDir: string;
let server: RunningServer;
let billfold: Billfold;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'billfold-script-'));
  const secretKey = makeSecret('sk_test');
  // The demo's, whose coupon the script offers.
  const sandboxData = fileURLToPath(new URL('../settings-page/billing.json', import.meta.url));
  server = await startServer({ port: 0, fieldsPort: 0, dataDir, secretKey, sandboxData, logLevel: 'silent' });
  billfold = new Billfold({ baseUrl: server.url, secretKey });
}, 60_000);
afterAll(async () => {
  await server.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** What a browser sends with every request, once it has redeemed a link. */
async function open(link: { id: string; url: string | null }): Promise<Record<string, string>> {
  const code = new URL(link.url!).hash.slice(1);
  const response = await fetch(`${server.url}/portal/v1/session/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ code }),
  });
  expect(response.status).toBe(200);
  const [cookie] = response.headers.get('set-cookie')!.split(';');
  return { cookie: cookie!, 'billfold-session': link.id, 'sec-fetch-site': 'same-origin' };
}

async function answer(headers: Record<string, string>, method: string, path: string): Promise<string> {
  const response = await fetch(`${server.url}${path.replaceAll(/\{\w+\}/g, 'x')}`, {
    method,
    headers: {
      ...headers,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      'if-match': '"1"',
    },
    ...(!['GET', 'DELETE'].includes(method) && { body: '{}' }),
  });
  const body = await response.text();
  return response.ok ? 'allowed' : (JSON.parse(body) as { error: { code: string } }).error.code;
}

test('[M1] a merchant sets up their portal by the SDK alone, and again without a change', async () => {
  const first = await setUpPortal(billfold, app);
  expect(first.branding).toMatchObject({ accent: '#7c2d12', logoUrl: expect.stringContaining('/logos/') });
  const logo = await fetch(first.branding.logoUrl!);
  expect([logo.status, logo.headers.get('content-type')]).toEqual([200, 'image/png']);
  const before = await allOf(billfold.auditLog.listAll());
  expect(await setUpPortal(billfold, app)).toEqual(first);
  expect(await allOf(billfold.auditLog.listAll())).toEqual(before);
});

/** Which capabilities each link was made with. */
const granted: Record<keyof Links, readonly Capability[]> = {
  accountant: capabilityPresets.accountant,
  fixYourCard: capabilityPresets.fix_payment,
  everything: capabilityPresets.full,
};

test('[M2] each link may do what it is for, and everything else is refused', async () => {
  const customer = await billfold.sandbox.scenarios.create({ scenario: 'pastDue' });
  const links = await makeLinks(billfold, customer.id);
  for (const name of Object.keys(links) as (keyof Links)[]) {
    const headers = await open(links[name]);
    for (const { access, method, path, name: operation } of Object.values(operations)) {
      if (access.by !== 'portal_session' || access.capability === null) continue;
      const code = await answer(headers, method, path);
      const refused = !granted[name].includes(access.capability);
      expect([name, operation, code === 'capability_missing']).toEqual([name, operation, refused]);
    }
  }
}, 60_000);

test('[M3] a link that was revoked opens nothing, and an open session ends at once', async () => {
  const customer = await billfold.sandbox.scenarios.create({ scenario: 'active' });
  const { accountant, everything } = await makeLinks(billfold, customer.id);
  const headers = await open(everything);
  expect(await answer(headers, 'GET', '/portal/v1/session')).toBe('allowed');
  await billfold.portalSessions.revoke(everything.id);
  expect(await answer(headers, 'GET', '/portal/v1/session')).toBe('unauthorized');
  await billfold.portalSessions.revokeAll({ customer: customer.id });
  const code = new URL(accountant.url!).hash.slice(1);
  const refused = await fetch(`${server.url}/portal/v1/session/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ code }),
  });
  expect(refused.status).toBe(410);
});

test('[M4, M5] every event arrives through a receiver that was down, and three tell the same story', async () => {
  // An address that was listened on once, and is not now. Its port is none that the system gives to whoever asks for any.
  const placeholder = await listenForEvents(
    billfold,
    () => '',
    () => {},
    randomInt(20_000, 30_000),
  );
  await placeholder.close();
  const endpoint = await billfold.webhookEndpoints.create({ url: placeholder.url });
  const customer = await billfold.sandbox.scenarios.create({ scenario: 'active' });
  const { everything } = await makeLinks(billfold, customer.id);
  const headers = await open(everything);
  const rename = await fetch(`${server.url}/portal/v1/billing-details`, {
    method: 'PATCH',
    headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': 'rename' },
    body: JSON.stringify({ name: 'A new name' }),
  });
  expect(rename.status).toBe(200);
  const [subscription] = (await billfold.customers.subscriptions.list(customer.id)).data;
  await billfold.customers.subscriptions.update(customer.id, subscription!, { cancelAtPeriodEnd: true });

  // Nobody was there for any of it. Now somebody is.
  await expect.poll(() => failedTries(endpoint.id), { timeout: 20_000 }).toBeGreaterThan(0);
  const told: Event[] = [];
  const receiver = await listenForEvents(
    billfold,
    () => endpoint.secret,
    (event) => void told.push(event),
    Number(new URL(placeholder.url).port),
  );
  const since = endpoint.createdAt;
  const happened = async () =>
    (await allOf(billfold.events.listAll())).filter(({ createdAt }) => createdAt >= since);
  const ids = (events: readonly Event[]) => events.map(({ id }) => id).sort();
  await expect.poll(() => told.length, { timeout: 40_000 }).toBeGreaterThanOrEqual((await happened()).length);
  expect(ids(told)).toEqual(ids(await happened()));

  const audited = await allOf(billfold.auditLog.listAll({ customer: customer.id }));
  const ofCustomer = told.filter((event) => event.customer === customer.id);
  for (const { type } of ofCustomer) expect(audited.map(({ action }) => action)).toContain(type);
  const activity = await allOf(billfold.customers.activity.listAll(customer.id));
  expect(activity.map(({ type, by }) => [type, by])).toEqual(
    expect.arrayContaining([
      ['cancellation_scheduled', 'merchant'],
      ['billing_details_updated', 'customer'],
    ]),
  );
  const renamed = audited.find(({ action }) => action === 'customer.updated');
  expect(renamed).toMatchObject({ by: { kind: 'session' }, after: { name: 'A new name' } });
  expect(activity.some(({ id }) => id === renamed!.id)).toBe(true);
  await billfold.webhookEndpoints.delete(endpoint.id);
  await receiver.close();
}, 90_000);

async function failedTries(endpoint: string): Promise<number> {
  const { data } = await billfold.webhookEndpoints.listAttempts(endpoint);
  return data.filter(({ succeeded }) => !succeeded).length;
}

async function allOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeSecret } from '../access/secrets.js';
import { rateLimitPolicies, type RateLimitPolicies } from '../access/rateLimits.js';
import { rowsOf } from '../database/Database.js';
import { countCalls } from '../testing/countCalls.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';
import { createRateLimits } from './rateLimits.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let portal: TestPortal;
let person: string;
let customer: TestCustomer;
const calls: string[] = [];
const log = { warn() {} };

const open = (policies?: Partial<RateLimitPolicies>) =>
  createTestPortal({ provider: countCalls(calls), rateLimits: createRateLimits({ log, policies }) });

beforeAll(async () => {
  portal = await open();
  person = (await portal.createScenario('active')).id;
});
afterAll(() => portal.close());

/** With a session that has asked nothing yet. */
beforeEach(async () => {
  customer = await asCustomer(portal, person);
  calls.splice(0);
});

/** Each is a client that nobody has heard of. */
let clients = 0;
const newIp = () => `203.0.113.${(clients += 1)}`;

async function statuses(count: number, work: () => Promise<{ status: number }>): Promise<number[]> {
  const found = [];
  for (let turn = 0; turn < count; turn++) found.push((await work()).status);
  return found;
}

const tally = (found: number[]) =>
  Object.fromEntries(
    [...new Set(found)].map((status) => [status, found.filter((it) => it === status).length]),
  );

const exchange = (code: string, ip = newIp()) =>
  portal.fetchFrom(ip)('/portal/v1/session/exchange', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });

describe('a session', () => {
  const read = (who = customer) => who.get('/payment-methods');
  const write = (who = customer, key?: string) =>
    who.send('PATCH', '/billing-details', { phone: '+353 1 234' }, { ...(key && { key }) });

  test('[S160, S161] asks 120 times a minute; one more is told when, and reaches nobody', async () => {
    expect(tally(await statuses(120, read))).toEqual({ 200: 120 });
    calls.splice(0);
    const { status, body, headers } = await read();
    expect([status, body.error?.code]).toEqual([429, 'rate_limited']);
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(headers.get('ratelimit-policy')).toBe('"session";q=120;w=60');
    expect(headers.get('ratelimit')).toBe(`"session";r=0;t=${seconds}`);
    expect(headers.get('billfold-customer')).toBe(customer.id);
    expect(calls).toEqual([]);
    // It is that session's own limit.
    expect((await read(await asCustomer(portal, person))).status).toBe(200);
  });

  test('[S160, S161] changes something 20 times a minute, and a refusal keeps no key', async () => {
    expect(tally(await statuses(20, write))).toEqual({ 200: 20 });
    calls.splice(0);
    const refused = await write(customer, 'kept-for-later');
    expect([refused.status, refused.headers.get('ratelimit-policy')]).toEqual([
      429,
      '"sessionWrite";q=20;w=60',
    ]);
    expect(calls).toEqual([]);
    const kept = await rowsOf<{ count: string }>(
      portal.database,
      sql`select count(*) from idempotent_results where key = 'kept-for-later'`,
    );
    expect(Number(kept[0]!.count)).toBe(0);
    expect((await read()).status).toBe(200);
  });

  test('[S160, S161] has all documents of a customer drawn five times a minute, by whichever session or key', async () => {
    const archive = (path: string, credential: string) =>
      portal.fetch(`${path}/invoices/documents`, { headers: { authorization: `Bearer ${credential}` } });
    const ofSession = ({ token }: TestCustomer) => archive('/portal/v1', token);
    const { id } = await portal.createScenario('active');
    const [one, other] = [await asCustomer(portal, id), await asCustomer(portal, id)];
    expect(tally(await statuses(5, () => ofSession(one)))).toEqual({ 200: 5 });
    calls.splice(0);
    const byKey = () => archive(`/v1/customers/${id}`, portal.secretKey);
    for (const { status, headers } of [await ofSession(one), await ofSession(other), await byKey()])
      expect([status, headers.get('ratelimit-policy')]).toEqual([429, '"archive";q=5;w=60']);
    expect(calls).toEqual([]);
    expect((await ofSession(customer)).status).toBe(200);
  });

  test('[S161] looks at as many previews as at anything else', async () => {
    const found = await statuses(25, () => customer.preview({ price: 'price_proMonthly' }));
    expect(found).not.toContain(429);
  });
});

describe('a link', () => {
  const newLink = () => portal.createLink(customer.id);

  test('[S160, S161] is not used up by a client that has redeemed ten in a minute', async () => {
    const ip = newIp();
    for (let turn = 0; turn < 10; turn++)
      expect((await exchange((await newLink()).code, ip)).status).toBe(200);
    const { code } = await newLink();
    const refused = await exchange(code, ip);
    expect([refused.status, refused.headers.get('ratelimit-policy')]).toEqual([429, '"exchange";q=10;w=60']);
    expect((await exchange(code)).status).toBe(200);
  });

  test('[S162] that is dead is tried five times a minute, from wherever', async () => {
    const { code } = await newLink();
    await exchange(code);
    const answers = [410, 410, 410, 410, 410, 429, 429];
    expect(await statuses(7, () => exchange(code))).toEqual(answers);
    // One that nobody knows gets the same answers.
    const unknown = makeSecret('lc');
    expect(await statuses(7, () => exchange(unknown))).toEqual(answers);
    expect((await exchange((await newLink()).code)).status).toBe(200);
  });

  test('[S162] text that is no code is nobody’s link, and limits nobody else', async () => {
    expect(tally(await statuses(20, () => exchange('lc_no')))).toEqual({ 410: 20 });
  });
});

describe('a client', () => {
  const get = (ip: string, credential: string, path = '/portal/v1/session') =>
    portal.fetchFrom(ip)(path, { headers: { authorization: `Bearer ${credential}` } });

  test('[S163] tries 60 credentials a minute, whatever they are for, and then not even good ones', async () => {
    const guess = (turn: number) =>
      turn % 2
        ? get('198.51.100.7', makeSecret('pt'))
        : get('198.51.100.7', makeSecret('sk_test'), '/v1/customers');
    let turn = 0;
    expect(tally(await statuses(60, () => guess(turn++)))).toEqual({ 401: 60 });
    const refused = await guess(turn);
    expect([refused.status, refused.headers.get('ratelimit-policy')]).toEqual([
      429,
      '"badCredential";q=60;w=60',
    ]);
    expect((await get('198.51.100.7', customer.token)).status).toBe(429);
    expect((await get('198.51.100.8', customer.token)).status).toBe(200);
  });

  test('[S163] is not limited by what fails for another reason', async () => {
    const found = await statuses(70, () =>
      get('198.51.100.9', customer.token, '/portal/v1/invoices/in_none'),
    );
    expect(tally(found)).toEqual({ 404: 70 });
  });
});

describe('a key', () => {
  test('[S161] makes 50 sessions a second, and asks a hundred times', async () => {
    // Minutes instead of seconds: how long it takes to ask is not what this is about.
    const { key, createPortalSession } = rateLimitPolicies;
    const slow = await open({
      key: { ...key, seconds: 60 },
      createPortalSession: { ...createPortalSession, seconds: 60 },
    });
    const { id } = await slow.createScenario('active');

    const send = (method: string, path: string, body?: object) =>
      slow.fetch(path, {
        method,
        headers: { authorization: `Bearer ${slow.secretKey}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
    const mint = () => send('POST', '/v1/portal/sessions', { customer: id, returnUrl: 'https://app.test/' });
    const list = () => send('GET', '/v1/customers');

    expect(tally(await statuses(51, mint))).toEqual({ 201: 50, 429: 1 });
    expect((await mint()).headers.get('ratelimit-policy')).toBe('"createPortalSession";q=50;w=60');
    // With the one for the customer these were 53.
    expect(tally(await statuses(48, list))).toEqual({ 200: 47, 429: 1 });
    expect((await list()).headers.get('ratelimit-policy')).toBe('"key";q=100;w=60');
    await slow.close();
  });
});

test('[S168] an address is nowhere in the database', async () => {
  await exchange('lc_no', '198.51.100.77');
  await exchange(makeSecret('lc'), '198.51.100.77');
  await exchange((await portal.createLink(customer.id)).code, '198.51.100.77');
  const tables = await rowsOf<{ name: string }>(
    portal.database,
    sql`select tablename as name from pg_tables where schemaname = 'public'`,
  );
  for (const { name } of tables) {
    const rows = await rowsOf(portal.database, sql`select * from ${sql.identifier(name)}`);
    expect(JSON.stringify(rows)).not.toContain('198.51.100');
  }
});

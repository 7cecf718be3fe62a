import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import type { CreatedPortalSession, Customer } from '@billfold/contract';
import { setUpProject } from '../access/setUpProject.js';
import { makeSecret } from '../access/secrets.js';
import { rowsOf } from '../database/Database.js';
import { openTestDatabase, type TestDatabase } from '../testing/openTestDatabase.js';
import { startServerProcess, type ServerProcess } from '../testing/startServerProcess.js';
import { forgetOldCounts } from './rateLimits.js';

// Two server processes on one PostgreSQL, behind a proxy that they trust: this test.

let subject: TestDatabase;
let servers: ServerProcess[];
let customer: string;
const secretKey = makeSecret('sk_test');

beforeAll(async () => {
  subject = await openTestDatabase();
  expect(subject.url, 'this proof needs PostgreSQL').not.toBeNull();
  await setUpProject(subject.database, { name: 'Example App', testMode: true, secretKey, now: new Date() });
  const settings = {
    BILLFOLD_DATABASE_URL: subject.url!,
    BILLFOLD_SECRET_KEY: secretKey,
    BILLFOLD_LOG_LEVEL: 'warn',
    BILLFOLD_RATE_LIMITS: 'on',
    BILLFOLD_TRUSTED_PROXIES: '127.0.0.0/8',
  };
  servers = await Promise.all([startServerProcess(settings), startServerProcess(settings)]);
  customer = (await merchant<Customer>('/v1/sandbox/scenarios', { scenario: 'active' })).id;
});
afterAll(async () => {
  await Promise.all((servers ?? []).map((server) => server.kill()));
  await subject.close();
});

async function merchant<Result>(path: string, body: object): Promise<Result> {
  const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
  const response = await fetch(servers[0]!.url + path, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Result;
}

const newToken = async () =>
  (
    await merchant<CreatedPortalSession>('/v1/portal/sessions', {
      customer,
      mode: 'embedded',
      embedOrigin: 'http://localhost:3000',
    })
  ).token!;

const newCode = async () =>
  (
    await merchant<CreatedPortalSession>('/v1/portal/sessions', {
      customer,
      returnUrl: 'http://localhost:3000/',
    })
  ).url!.split('#')[1]!;

/** So many at once, to the servers in turn. @returns how many of each status. */
async function tally(count: number, ask: (url: string, turn: number) => Promise<Response>) {
  const answers = await Promise.all(
    Array.from({ length: count }, async (_, turn) => (await ask(servers[turn % 2]!.url, turn)).status),
  );
  return (status: number) => answers.filter((it) => it === status).length;
}

const exchange = (url: string, code: string, forwardedFor: string) =>
  fetch(`${url}/portal/v1/session/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': forwardedFor },
    body: JSON.stringify({ code }),
  });

describe('two servers', () => {
  test('[S164] let a session read 120 times between them, and at most 5 times more', async () => {
    const token = await newToken();
    const found = await tally(400, (url) =>
      fetch(`${url}/portal/v1/session`, { headers: { authorization: `Bearer ${token}` } }),
    );
    expect(found(200)).toBeGreaterThanOrEqual(120);
    expect(found(200)).toBeLessThanOrEqual(125);
    expect(found(200) + found(429)).toBe(400);
  });

  test('[S164] let a session write 20 times between them, exactly', async () => {
    const token = await newToken();
    const found = await tally(60, (url, turn) =>
      fetch(`${url}/portal/v1/billing-details`, {
        method: 'PATCH',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': `write-${turn}`,
        },
        body: JSON.stringify({ phone: `+353 1 ${turn}` }),
      }),
    );
    expect([found(429), found(200)]).toEqual([40, 20]);
  });

  test('[S164, S166] let a client redeem ten times between them, whatever 500 it says to be', async () => {
    const code = makeSecret('lc');
    const found = await tally(500, (url, turn) =>
      exchange(url, makeSecret('lc'), `192.0.2.${turn % 250}, 203.0.113.7`),
    );
    expect([found(410), found(429)]).toEqual([10, 490]);
    const good = await newCode();
    expect((await exchange(servers[0]!.url, good, '203.0.113.7')).status).toBe(429);
    expect((await exchange(servers[1]!.url, good, '203.0.113.8')).status).toBe(200);
    expect((await exchange(servers[1]!.url, code, '203.0.113.8')).status).toBe(410);
  });

  test('[S167] take the addresses of one network of IPv6 for one client', async () => {
    const found = await tally(100, (url, turn) =>
      exchange(url, makeSecret('lc'), `2001:db8:1:2:${turn.toString(16)}::1`),
    );
    expect([found(410), found(429)]).toEqual([10, 90]);
  });

  test('[S163] let a client fail 60 times between them, and at most 2 times more', async () => {
    const found = await tally(200, (url) =>
      fetch(`${url}/portal/v1/session`, {
        headers: { authorization: `Bearer ${makeSecret('pt')}`, 'x-forwarded-for': '203.0.113.9' },
      }),
    );
    expect(found(401) + found(429)).toBe(200);
    expect(found(401)).toBeLessThanOrEqual(62);
    expect(found(401)).toBeGreaterThanOrEqual(50);
  });
});

test('[S170] a server that is told so limits nothing', async () => {
  const unlimited = await startServerProcess({
    BILLFOLD_DATABASE_URL: subject.url!,
    BILLFOLD_SECRET_KEY: secretKey,
    BILLFOLD_LOG_LEVEL: 'error',
    BILLFOLD_RATE_LIMITS: 'off',
  });
  const token = await newToken();
  const found = await tally(200, () =>
    fetch(`${unlimited.url}/portal/v1/session`, { headers: { authorization: `Bearer ${token}` } }),
  );
  expect(found(200)).toBe(200);
  await unlimited.kill();
});

test('[S169] counts are forgotten when their time is over, and no others', async () => {
  const count = async () =>
    (await rowsOf<{ n: number }>(subject.database, sql`select count(*)::int as n from rate_limits`))[0]!.n;
  const before = await count();
  expect(before).toBeGreaterThan(0);
  await subject.database.execute(
    sql`insert into rate_limits values ('session:over', 1, ${Date.now() - 1}), ('session:now', 1, ${Date.now() + 60_000})`,
  );
  await forgetOldCounts(subject.database, new Date());
  const left = await rowsOf<{ key: string }>(
    subject.database,
    sql`select key from rate_limits where key like 'session:%ow' or key = 'session:over'`,
  );
  expect(left).toEqual([{ key: 'session:now' }]);
});

test('[S165] without a table to count in, reads and writes go on, and each server counts alone', async () => {
  const token = await newToken();
  await subject.database.execute(sql`alter table rate_limits rename to rate_limits_away`);
  try {
    const found = await tally(300, (url) =>
      fetch(`${url}/portal/v1/session`, { headers: { authorization: `Bearer ${token}` } }),
    );
    expect([found(200), found(429)]).toEqual([240, 60]);
    expect((await exchange(servers[0]!.url, await newCode(), '203.0.113.20')).status).toBe(200);
    expect(servers[0]!.output().stderr + servers[0]!.output().stdout).toContain(
      'requests are counted by this server alone',
    );
  } finally {
    await subject.database.execute(sql`alter table rate_limits_away rename to rate_limits`);
  }
});

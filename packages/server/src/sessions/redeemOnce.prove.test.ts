import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql, type SQL } from 'drizzle-orm';
import { makeId, makeSecret, hashSecret } from '../access/secrets.js';
import { rowsOf, type Database } from '../database/Database.js';
import { openTestDatabase, type TestDatabase } from '../testing/openTestDatabase.js';
import { startServerProcess, type ServerProcess } from '../testing/startServerProcess.js';
import { setUpProject } from '../access/setUpProject.js';
import { customers, portalSessions } from '../database/schema.js';
import { openPostgres } from '../node/openPostgres.js';

/** Two server processes on one PostgreSQL: the embedded database has one connection, and would hide a race. */
const ROUNDS = 50;
const PARALLEL = 100;

let subject: TestDatabase;
let keyId: string;
let servers: ServerProcess[];
const secretKey = makeSecret('sk_test');

beforeAll(async () => {
  subject = await openTestDatabase();
  expect(subject.url, 'this proof needs PostgreSQL').not.toBeNull();
  await setUpProject(subject.database, { name: 'Example App', testMode: true, secretKey, now: new Date() });
  await subject.database
    .insert(customers)
    .values({ project: 'proj_default', id: 'cus_race', createdAt: new Date() });
  [{ id: keyId }] = (await rowsOf<{ id: string }>(subject.database, sql`select id from secret_keys`)) as [
    { id: string },
  ];
  const settings = {
    BILLFOLD_DATABASE_URL: subject.url!,
    BILLFOLD_SECRET_KEY: secretKey,
    BILLFOLD_LOG_LEVEL: 'error',
  };
  servers = await Promise.all([startServerProcess(settings), startServerProcess(settings)]);
});
afterAll(async () => {
  await Promise.all((servers ?? []).map((server) => server.kill()));
  await subject.close();
});

async function makeLink(): Promise<{ code: string; session: string }> {
  const code = makeSecret('lc');
  const session = makeId('bps');
  const now = new Date();
  await subject.database.insert(portalSessions).values({
    project: 'proj_default',
    id: session,
    customer: 'cus_race',
    mode: 'hosted',
    configuration: 'default',
    capabilities: [],
    key: keyId,
    linkHash: hashSecret(code),
    createdAt: now,
    expiresAt: new Date(now.getTime() + 600_000),
  });
  return { code, session };
}

const count = async (statement: SQL) => (await rowsOf<{ n: number }>(subject.database, statement))[0]!.n;

test(`[S10] ${ROUNDS} rounds of ${PARALLEL} redemptions at once, through two processes: one wins each`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { code, session } = await makeLink();
    const answers = await Promise.all(
      Array.from({ length: PARALLEL }, (_, n) =>
        fetch(`${servers[n % 2]!.url}/portal/v1/session/exchange`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ code }),
        }).then(async (response) => ({ status: response.status, body: await response.text() })),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: PARALLEL - 1 }, () => 410)]);
    expect(
      await count(
        sql`select count(*)::int as n from audit_log where target = ${session} and action = 'portal.session.redeemed'`,
      ),
    ).toBe(1);
    expect(
      await count(sql`select count(*)::int as n from events where data -> 'object' ->> 'id' = ${session}`),
    ).toBe(1);
    expect(
      await count(
        sql`select count(*)::int as n from portal_sessions where id = ${session} and credential_hash is not null`,
      ),
    ).toBe(1);
  }
});

test('[S10] the guard is what does it: looking first and updating then lets several win', async () => {
  const { database, close } = openPostgres({ url: subject.url! });
  try {
    let winners = 0;
    for (let round = 0; round < 5; round++) {
      const { session } = await makeLink();
      const won = await Promise.all(Array.from({ length: 20 }, () => redeemCarelessly(database, session)));
      winners = Math.max(winners, won.filter(Boolean).length);
    }
    expect(winners).toBeGreaterThan(1);
  } finally {
    await close();
  }
});

/** What `exchangeSession` would be without its guard. */
async function redeemCarelessly(database: Database, session: string): Promise<boolean> {
  return database.transaction(async (tx) => {
    const [row] = await rowsOf<{ redeemed_at: string | null }>(
      tx,
      sql`select redeemed_at from portal_sessions where id = ${session}`,
    );
    if (row!.redeemed_at !== null) return false;
    await tx.execute(sql`select pg_sleep(0.01)`);
    await tx.execute(sql`update portal_sessions set redeemed_at = now() where id = ${session}`);
    return true;
  });
}

test('[S13] a session that one process revokes is refused by the other at once', async () => {
  const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
  for (let round = 0; round < 20; round++) {
    const minted = await fetch(`${servers[0]!.url}/v1/portal/sessions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ customer: 'cus_race', mode: 'embedded', embedOrigin: 'http://localhost:1' }),
    });
    const { id, token } = (await minted.json()) as { id: string; token: string };
    const ask = () =>
      fetch(`${servers[1]!.url}/portal/v1/session`, { headers: { authorization: `Bearer ${token}` } });
    expect((await ask()).status).toBe(200);
    await fetch(`${servers[0]!.url}/v1/portal/sessions/${id}`, { method: 'DELETE', headers });
    expect((await ask()).status).toBe(401);
  }
});

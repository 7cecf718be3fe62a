import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSecret } from '../access/secrets.js';
import { rowsOf } from '../database/Database.js';
import { openTestDatabase, type TestDatabase } from '../testing/openTestDatabase.js';
import { startServerProcess, type ServerProcess } from '../testing/startServerProcess.js';

const ROUNDS = process.env['BILLFOLD_PROVE'] === 'full' ? 60 : 5;
const PARALLEL = 30;

let subject: TestDatabase;
let settings: Record<string, string>;
let survivor: ServerProcess;
const secretKey = makeSecret('sk_test');

beforeAll(async () => {
  subject = await openTestDatabase();
  expect(subject.url, 'this proof needs PostgreSQL').not.toBeNull();
  settings = {
    BILLFOLD_DATABASE_URL: subject.url!,
    BILLFOLD_SECRET_KEY: secretKey,
    BILLFOLD_LOG_LEVEL: 'error',
  };
  survivor = await startServerProcess(settings);
});
afterAll(async () => {
  await survivor?.kill();
  await subject.close();
});

/** Creates a customer once for a key, and again and again if it must: only a killed server gives no answer. */
async function create(url: string, key: string): Promise<{ status: number; body: string } | null> {
  return fetch(`${url}/v1/customers`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secretKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify({ name: key }),
  }).then(
    async (response) => ({ status: response.status, body: await response.text() }),
    () => null,
  );
}

const stored = async () =>
  (
    await rowsOf<{ customers: number; events: number; audits: number }>(
      subject.database,
      sql`select (select count(*)::int from customers) as customers, (select count(*)::int from events) as events,
        (select count(*)::int from audit_log) as audits`,
    )
  )[0]!;

test(`[S19] [S23] ${ROUNDS} servers killed in the middle: every retry elsewhere ends in one effect, and in the answer that was given`, async () => {
  let expected = 0;
  let unanswered = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const doomed = await startServerProcess(settings);
    const keys = Array.from({ length: PARALLEL }, (_, n) => `round-${round}-${n}`);
    const firsts = keys.map((key) => create(doomed.url, key));
    await sleep(Math.random() * 60);
    await doomed.kill();
    const first = await Promise.all(firsts);

    for (const [at, key] of keys.entries()) {
      let again = await create(survivor.url, key);
      // The killed server's transaction holds its lock until PostgreSQL has noticed.
      for (let tries = 0; again?.status === 409 && tries < 50; tries++) {
        await sleep(100);
        again = await create(survivor.url, key);
      }
      expect(again?.status).toBe(201);
      if (first[at]) expect(again).toEqual(first[at]);
      else unanswered++;
    }
    expected += PARALLEL;
    expect(await stored()).toEqual({ customers: expected, events: expected, audits: expected });
  }
  // A proof in which everybody was answered in time would have proved nothing.
  expect(unanswered).toBeGreaterThan(0);
});

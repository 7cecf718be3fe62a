import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { openPostgres } from '../node/openPostgres.js';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { isDatabaseUnavailable } from './isDatabaseUnavailable.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

test('[S63] a database that can not be reached is told from a fault of ours', async () => {
  const nobody = openPostgres({ url: 'postgres://postgres@127.0.0.1:1/none' });
  expect(isDatabaseUnavailable(await failureOf(nobody.database.execute(sql`select 1`)))).toBe(true);
  await nobody.close();

  const { database, close } = await openTestDatabase();
  expect(isDatabaseUnavailable(await failureOf(database.execute(sql`select nonsense`)))).toBe(false);
  await close();
});

test.each([
  ['57P01', 'terminating connection due to administrator command', true],
  ['57P03', 'the database system is starting up', true],
  ['53300', 'sorry, too many clients already', true],
  ['57014', 'canceling statement due to statement timeout', true],
  ['55P03', 'canceling statement due to lock timeout', true],
  [undefined, 'Connection terminated unexpectedly', true],
  [undefined, 'timeout exceeded when trying to connect', true],
  ['23505', 'duplicate key value violates unique constraint', false],
  ['40001', 'could not serialize access', true],
  ['40P01', 'deadlock detected', true],
  ['ENOENT', 'no such file or directory', false],
  [undefined, 'invoice is not iterable', false],
])('[S63] %s %s', (code, message, expected) => {
  const cause = Object.assign(new Error(message), { code });
  expect(isDatabaseUnavailable(new Error('Failed query', { cause }))).toBe(expected);
});

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

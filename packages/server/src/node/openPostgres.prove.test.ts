import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { isDatabaseUnavailable } from '../database/isDatabaseUnavailable.js';
import { rowsOf, type Database } from '../database/Database.js';
import { openTestDatabase } from '../testing/openTestDatabase.js';

test('[S50] a statement that hangs ends after 5 s', async () => {
  const { database, close } = await openTestDatabase();

  const { error, ms } = await failureOf(database.execute(sql`select pg_sleep(60)`));

  expect(ms).toBeGreaterThan(4_500);
  expect(ms).toBeLessThan(6_500);
  expect(isDatabaseUnavailable(error)).toBe(true);
  await close();
});

test('[S50] waiting for a lock ends after 2 s', async () => {
  const { database, close } = await openTestDatabase();
  await database.execute(sql`create table things (id integer primary key, n integer)`);
  await database.execute(sql`insert into things values (1, 0)`);
  const touch = (on: Database) => on.execute(sql`update things set n = n + 1 where id = 1`);

  const ms = await database.transaction(async (tx) => {
    await touch(tx);
    return (await failureOf(touch(database))).ms;
  });

  expect(ms).toBeGreaterThan(1_800);
  expect(ms).toBeLessThan(3_500);
  await close();
});

test('[S49, S50] a transaction that idles is ended after 10 s, and the process lives on', async () => {
  const { database, close } = await openTestDatabase();

  const { error } = await failureOf(
    database.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      await new Promise((resolve) => setTimeout(resolve, 11_000));
      await tx.execute(sql`select 1`);
    }),
  );

  expect(isDatabaseUnavailable(error)).toBe(true);
  expect(await rowsOf(database, sql`select 1 as alive`)).toEqual([{ alive: 1 }]);
  await close();
});

test('[S50] however much is asked at once, a process takes at most 20 connections', async () => {
  const { database, close } = await openTestDatabase();

  const counts = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const [row] = await rowsOf<{ n: string }>(
        database,
        sql`select count(*) as n, pg_sleep(0.05) from pg_stat_activity where datname = current_database()`,
      );
      return Number(row!.n);
    }),
  );

  expect(Math.max(...counts)).toBeLessThanOrEqual(20);
  expect(Math.max(...counts)).toBeGreaterThan(10);
  await close();
});

async function failureOf(promise: Promise<unknown>): Promise<{ error: unknown; ms: number }> {
  const began = Date.now();
  const error = await promise.then(
    () => null,
    (it: unknown) => it,
  );
  return { error, ms: Date.now() - began };
}

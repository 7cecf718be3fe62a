import { sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { rowsOf, type Database } from './Database.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations/index.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const one = { name: '9001_one', sql: 'create table one (id text primary key);' };
const two = { name: '9002_two', sql: "create table two (id text); insert into two values ('kept; whole');" };

describe('migrate', () => {
  test('[S40] brings a database to the current schema, and has nothing to do the second time', async () => {
    const { database, close } = await openTestDatabase();
    await emptied(database);

    expect(await migrate(database)).toEqual({ applied: migrations.map((step) => step.name) });
    expect(await migrate(database)).toEqual({ applied: [] });
    expect(await tables(database)).toContain('portal_sessions');

    expect(await migrate(database, [...migrations, one, two])).toEqual({ applied: ['9001_one', '9002_two'] });
    expect(await rowsOf(database, sql`select id from two`)).toEqual([{ id: 'kept; whole' }]);
    await close();
  });

  test('[S40] many at once apply each step once', async () => {
    const { database, close } = await openTestDatabase();
    await emptied(database);

    const runs = await Promise.all(Array.from({ length: 8 }, () => migrate(database)));

    expect(runs.flatMap((run) => run.applied).toSorted()).toEqual(migrations.map((step) => step.name));
    await close();
  });

  test('[S41] a step that fails leaves nothing behind, and the next run completes it', async () => {
    const { database, close } = await openTestDatabase();
    const broken = { name: two.name, sql: `${two.sql} insert into nowhere values (1);` };

    await expect(migrate(database, [...migrations, one, broken])).rejects.toThrow();
    expect(await tables(database)).toContain('one');
    expect(await tables(database)).not.toContain('two');

    expect(await migrate(database, [...migrations, one, two])).toEqual({ applied: ['9002_two'] });
    await close();
  });

  test('[S42] an applied step that was edited is refused, by name and with what to do', async () => {
    const { database, close } = await openTestDatabase();
    await migrate(database, [...migrations, one]);
    const edited = { name: one.name, sql: 'create table one (id text primary key, more text);' };

    await expect(migrate(database, [...migrations, edited, two])).rejects.toThrow(
      /Migration 9001_one was changed after .* put the change into a new migration/,
    );
    expect(await tables(database)).not.toContain('two');
    await close();
  });

  test('[S43] a database that is newer than the code is refused, with what to do', async () => {
    const { database, close } = await openTestDatabase();
    await migrate(database, [...migrations, one, two]);

    await expect(migrate(database, [...migrations, one])).rejects.toThrow(
      /newer than this version of Billfold.* 9002_two.* restore a backup/,
    );
    await close();
  });

  test('[S43] a step that was slipped in before an applied one is refused', async () => {
    const { database, close } = await openTestDatabase();
    await migrate(database, [...migrations, two]);

    await expect(migrate(database, [...migrations, one, two])).rejects.toThrow(
      /9001_one was put in before 9002_two/,
    );
    await close();
  });
});

async function tables(database: Database): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    database,
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  return rows.map((row) => row.name);
}

async function emptied(database: Database): Promise<void> {
  await database.execute(sql`drop schema public cascade`);
  await database.execute(sql`create schema public`);
}

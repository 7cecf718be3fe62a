import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openDatabase } from '../node/openDatabase.js';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { rowsOf, type Database } from './Database.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations/index.js';

const full = process.env['BILLFOLD_PROVE'] === 'full';
const rounds = full ? 40 : 4;

/** Each takes a while between its two halves, so that most kills land in the middle of one. */
const slow = Array.from({ length: 6 }, (_, n) => ({
  name: `900${n}_slow`,
  sql: `create table slow_${n} (half integer); insert into slow_${n} values (1); perform pg_sleep(0.1); insert into slow_${n} values (2);`,
}));
const steps = [...migrations, ...slow];

test('[S41] killed at any moment on PostgreSQL, a migration is completed by the next start', async () => {
  let interrupted = 0;
  for (let round = 0; round < rounds; round++) {
    const { database, url, close } = await openTestDatabase();
    await migrateAndDie({ databaseUrl: url! }, Math.random() * 700);
    // PostgreSQL notices a dead client when it next has something to say to it.
    const { applied } = await migrate(database, steps);
    if (applied.length > 0) interrupted++;
    await expectWhole(database);
    await close();
  }
  expect(interrupted).toBeGreaterThan(0);
});

test('[S41] killed at any moment on the embedded database, a migration is completed by the next start', async () => {
  for (let round = 0; round < (full ? 20 : 1); round++) {
    const dataDir = await mkdtemp(join(tmpdir(), 'billfold-data-'));
    await migrateAndDie({ dataDir }, Math.random() * 1_000);
    const { database, close } = await openDatabase({ dataDir });
    await migrate(database, steps);
    await expectWhole(database);
    await close();
    await rm(dataDir, { recursive: true });
  }
});

async function expectWhole(database: Database): Promise<void> {
  const names = await rowsOf<{ name: string }>(
    database,
    sql`select name from billfold_migrations order by name`,
  );
  expect(names.map((row) => row.name)).toEqual(steps.map((step) => step.name));
  for (const n of slow.keys()) {
    expect(await rowsOf(database, sql.raw(`select half from slow_${n} order by half`))).toEqual([
      { half: 1 },
      { half: 2 },
    ]);
  }
}

/** Migrates in another process, and kills that process this long after it has the database. */
async function migrateAndDie(
  location: { databaseUrl?: string; dataDir?: string },
  afterMs: number,
): Promise<void> {
  const file = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const program = `
    import { openDatabase } from ${file('../node/openDatabase.ts')};
    import { migrate } from ${file('./migrate.ts')};
    const { database } = await openDatabase(${JSON.stringify(location)});
    console.log('open');
    await migrate(database, ${JSON.stringify(steps)});
    setInterval(() => {}, 1000);`;
  const args = ['--conditions=@billfold/source', '--import', 'tsx', '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  await sleep(afterMs);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

import { sql } from 'drizzle-orm';
import { CannotStart } from '../../CannotStart.js';
import { rowsOf, type Database } from '../../database/Database.js';
import { pendingMigrations } from '../../database/migrate.js';
import type { OpenDatabase } from '../../node/openDatabase.js';
import { about, type Finding } from './Finding.js';

/** Sessions and keys end by the clock of whoever is asked: a second is nothing, a minute is not. */
const SKEW_NOTICED_MS = 2_000;
const SKEW_WRONG_MS = 30_000;

const database = about('database');
const schema = about('schema');
const clock = about('clock');

/** Whether the database is one that a server can work on. */
export async function checkDatabase(kind: OpenDatabase['kind'], on: Database): Promise<Finding[]> {
  return [await checkVersion(kind, on), await checkSchema(on), await checkClock(on)];
}

async function checkVersion(kind: OpenDatabase['kind'], on: Database): Promise<Finding> {
  const [row] = await rowsOf<{ version: string; number: string }>(
    on,
    sql`select current_setting('server_version') as version, current_setting('server_version_num') as number`,
  );
  const version = row!.version.split(' ')[0]!;
  if (kind === 'embedded') {
    const todo =
      'Set BILLFOLD_DATABASE_URL before anybody depends on it: this one can lose data with the power.';
    return database.warning(`embedded (PostgreSQL ${version}), for one server`, todo);
  }
  return Number(row!.number) >= 150_000
    ? database.ok(`PostgreSQL ${version}`)
    : database.failed(`PostgreSQL ${version} is too old`, 'Use version 15 or newer.');
}

async function checkSchema(on: Database): Promise<Finding> {
  try {
    const pending = await pendingMigrations(on);
    return pending.length === 0
      ? schema.ok("this version's")
      : schema.failed(
          `lacks ${pending.join(', ')}`,
          "Run `billfold migrate`, or start this version's server, which does the same.",
        );
  } catch (error) {
    if (error instanceof CannotStart) return schema.failed('not this version’s', error.message);
    throw error;
  }
}

async function checkClock(on: Database): Promise<Finding> {
  const asked = Date.now();
  const [row] = await rowsOf<{ now: string }>(on, sql`select clock_timestamp()::text as now`);
  const answered = Date.now();
  // What the way takes is no difference: the answer was given at some moment between the two.
  const then = new Date(row!.now.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).getTime();
  const skew = then < asked ? asked - then : Math.max(0, then - answered);
  const message = `the database and this machine are ${(skew / 1000).toFixed(1)} s apart`;
  const todo = 'Keep the clocks of all machines by NTP: sessions, links and signatures end by them.';
  if (skew > SKEW_WRONG_MS) return clock.failed(message, todo);
  return skew > SKEW_NOTICED_MS ? clock.warning(message, todo) : clock.ok(message);
}

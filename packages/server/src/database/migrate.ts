import { sql } from 'drizzle-orm';
import { CannotStart } from '../CannotStart.js';
import { rowsOf, type Database } from './Database.js';
import { migrations, type Migration } from './migrations/index.js';

/** Any number will do, as long as it never changes: every process that migrates waits for this one. */
const LOCK = 7_249_001_377;

interface AppliedMigration {
  name: string;
  checksum: string;
}

/**
 * Brings the database to this version's schema. Safe to run by many processes at once, on every start: each step is
 * one transaction under one lock, so a process that is killed leaves a whole step undone, and the next run goes on.
 *
 * @param steps only tests pass their own.
 * @returns the names of the steps that this call has applied.
 * @throws CannotStart when an applied step was edited, or the database belongs to a newer version.
 */
export async function migrate(
  database: Database,
  steps: readonly Migration[] = migrations,
): Promise<{ applied: string[] }> {
  const known = await withChecksums(steps);
  const applied: string[] = [];

  for (;;) {
    const name = await database.transaction(async (transaction) => {
      // Waiting for another process's migration is no failure, however long it takes; nor is a long step.
      await transaction.execute(sql`set local lock_timeout = 0`);
      await transaction.execute(sql`set local statement_timeout = 0`);
      await transaction.execute(sql`select pg_advisory_xact_lock(${LOCK}::bigint)`);
      // But a step that waits for a table makes everybody who needs the table wait behind it.
      await transaction.execute(sql`set local lock_timeout = '10s'`);

      await transaction.execute(sql`
        create table if not exists billfold_migrations
          (name text primary key, checksum text not null, applied_at timestamptz(3) not null)`);
      const next = nextStep(known, await readApplied(transaction));
      if (!next) return null;
      await transaction.execute(asOneStatement(next.sql));
      await transaction.execute(
        sql`insert into billfold_migrations (name, checksum, applied_at) values (${next.name}, ${next.checksum}, now())`,
      );
      return next.name;
    });
    if (name === null) return { applied };
    applied.push(name);
  }
}

/** The steps that `migrate` would apply, by name. Changes nothing, and refuses what `migrate` refuses. */
export async function pendingMigrations(
  database: Database,
  steps: readonly Migration[] = migrations,
): Promise<string[]> {
  const known = await withChecksums(steps);
  const applied = await database.transaction(async (transaction) => {
    const [table] = await rowsOf<{ made: boolean }>(
      transaction,
      sql`select to_regclass('billfold_migrations') is not null as made`,
    );
    return table?.made ? readApplied(transaction) : [];
  });
  nextStep(known, applied);
  return known.slice(applied.length).map((step) => step.name);
}

async function withChecksums<Step extends Migration>(steps: readonly Step[]) {
  return Promise.all(steps.map(async (step) => ({ ...step, checksum: await checksumOf(step) })));
}

async function readApplied(database: Database): Promise<AppliedMigration[]> {
  return rowsOf<AppliedMigration>(
    database,
    sql`select name, checksum from billfold_migrations order by name collate "C"`,
  );
}

/** The first step that is still to do, or undefined. What was applied must be the beginning of what is known. */
function nextStep<Step extends AppliedMigration>(
  steps: readonly Step[],
  applied: readonly AppliedMigration[],
): Step | undefined {
  for (const [index, { name, checksum }] of applied.entries()) {
    if (!steps.some((step) => step.name === name)) {
      throw new CannotStart(
        `The database is newer than this version of Billfold, which does not know its migration ${name}. ` +
          `Run the version that applied it, or restore a backup from before.`,
      );
    }
    if (steps[index]!.name !== name) {
      throw new CannotStart(
        `Migration ${steps[index]!.name} was put in before ${name}, which is applied already. ` +
          `Add it after the last one instead.`,
      );
    }
    if (steps[index]!.checksum !== checksum) {
      throw new CannotStart(
        `Migration ${name} was changed after it had been applied to this database. ` +
          `Restore its text, and put the change into a new migration.`,
      );
    }
  }
  return steps[applied.length];
}

/** A step holds many statements. One `do` block runs them alike over both drivers; PGlite's takes one at a time. */
const asOneStatement = (statements: string) => sql.raw(`do $migration$ begin ${statements} end $migration$`);

/** What tells whether the text of a step was changed: SHA-256, in hexadecimal. */
export async function checksumOf(step: Pick<Migration, 'sql'>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(step.sql));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

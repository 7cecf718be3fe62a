import { sql } from 'drizzle-orm';
import type { Database } from '../../../database/Database.js';

/**
 * Lets a transaction wait longer than a request may: somebody else may be at years of history, and waiting for
 * them is no failure. Holds until the transaction ends.
 */
export async function waitPatiently(database: Database): Promise<void> {
  await database.execute(
    sql`select set_config('lock_timeout', '60s', true), set_config('statement_timeout', '60s', true)`,
  );
}

/** Waits until nobody else changes this thing of a project, and keeps others waiting until the transaction ends. */
export async function lockInProject(database: Database, project: string, thing: string): Promise<void> {
  await waitPatiently(database);
  await database.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`sandbox:${thing}:${project}`}, 0))`,
  );
}

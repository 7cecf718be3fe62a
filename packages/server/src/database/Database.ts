import type { SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/**
 * The database, or a transaction in it: drizzle over PGlite (embedded, and in a browser tab) or over
 * node-postgres. Both run the same SQL, in PostgreSQL 15's dialect.
 */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** Runs one statement and returns its rows. The two drivers wrap them differently in types, not in fact. */
export async function rowsOf<Row>(database: Database, statement: SQL): Promise<Row[]> {
  const result = (await database.execute(statement)) as unknown as { rows: Row[] };
  return result.rows;
}

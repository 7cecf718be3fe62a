import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '../database/Database.js';

/** What drizzle prepares: the only place where every statement passes. */
interface Session {
  prepareQuery(query: { sql: string; params: unknown[] }, ...more: unknown[]): unknown;
}

/** Runs some work and returns the statements that it sent. */
export async function statementsOf(
  database: Database,
  work: () => Promise<unknown>,
): Promise<{ sql: string; params: unknown[] }[]> {
  const { session } = database as unknown as { session: Session };
  const statements: { sql: string; params: unknown[] }[] = [];
  const prepareQuery = session.prepareQuery;
  session.prepareQuery = function (query, ...more) {
    statements.push(query);
    return prepareQuery.call(this, query, ...more);
  };
  try {
    await work();
  } finally {
    session.prepareQuery = prepareQuery;
  }
  return statements;
}

/**
 * How PostgreSQL carried out the one statement of some work, as `explain (analyze, buffers)` prints it, and how many
 * pages it touched for it.
 */
export async function explainStatement(
  database: Database,
  work: () => Promise<unknown>,
): Promise<{ plan: string; buffers: number }> {
  const [statement, ...more] = await statementsOf(database, work);
  if (!statement || more.length > 0)
    throw new Error(`Expected one statement, found ${more.length + (statement ? 1 : 0)}.`);
  const parts = statement.sql.split(/\$\d+/);
  const withParams = parts.map((part, index) =>
    index === 0 ? sql.raw(part) : sql`${statement.params[index - 1]}${sql.raw(part)}`,
  );
  const rows = await rowsOf<Record<string, string>>(
    database,
    sql`explain (analyze, buffers) ${sql.join(withParams)}`,
  );
  const plan = rows.flatMap((row) => Object.values(row)).join('\n');
  // The first line about buffers is the whole statement's; what planning took comes later.
  const [, hit = '0', read = '0'] = /Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(plan) ?? [];
  return { plan, buffers: Number(hit) + Number(read) };
}

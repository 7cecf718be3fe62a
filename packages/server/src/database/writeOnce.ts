import {
  PgDatabase,
  PgDialect,
  PgPreparedQuery,
  PgSession,
  type PreparedQueryConfig,
} from 'drizzle-orm/pg-core';
import type { Database } from './Database.js';

/** What drizzle can prepare, by the rows that come of it. */
interface Preparable<Rows> {
  prepare(name: string): PgPreparedQuery<PreparedQueryConfig & { execute: Rows }>;
}

/**
 * A query that is written once, when it is first asked, and asked any number of times, in whatever transaction: drizzle
 * takes longer to write a large one than PostgreSQL to answer it, and what it prepares itself is bound to a connection.
 *
 * @param build what it asks; the values that differ are `sql.placeholder`s. They are sent as they are given, so a column
 * that writes its values in a way of its own can not be compared to one.
 */
export function writeOnce<Rows>(
  build: (database: Database) => Preparable<Rows>,
): (database: Database, values: Record<string, unknown>) => Promise<Rows> {
  let written: WrittenQuery | undefined;
  return (database, values) => {
    written ??= build(paper).prepare('') as unknown as WrittenQuery;
    return written.ask(database, values) as Promise<Rows>;
  };
}

type Written = Parameters<PgSession['prepareQuery']>;

/** How a query is sent, and how its answer is read. */
class WrittenQuery extends PgPreparedQuery<PreparedQueryConfig> {
  readonly written: Written;
  /** Set by drizzle: which tables of a join may have no row. */
  joinsNotNullableMap?: Record<string, boolean>;

  constructor(...written: Written) {
    super(written[0], undefined, undefined);
    this.written = written;
  }

  ask(database: Database, values: Record<string, unknown>): Promise<unknown> {
    const query = database._.session.prepareQuery(...this.written);
    return Object.assign(query, { joinsNotNullableMap: this.joinsNotNullableMap }).execute(values);
  }

  execute(): never {
    throw new Error('There is no database on paper.');
  }
}

/** A session that leads to no database, in which queries are only written. */
class Paper extends PgSession {
  prepareQuery(...written: Written): never {
    return new WrittenQuery(...written) as never;
  }

  transaction(): never {
    throw new Error('There is no database on paper.');
  }
}

const dialect = new PgDialect();
const paper = new PgDatabase(dialect, new Paper(dialect), undefined) as unknown as Database;

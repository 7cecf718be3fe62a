import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Database } from '../database/Database.js';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/name`. */
  url: string;
  /** Connections that this process opens at most, default 20. PostgreSQL's own limit is shared by all processes. */
  maxConnections?: number;
  /** Told of connections that break while nobody uses them; the next query opens a new one. */
  onConnectionLost?: (error: Error) => void;
}

export interface PostgresDatabase {
  database: Database;
  /** The same connections, for a library that brings its own statements. */
  pool: pg.Pool;
  /** Waits for what is running, then closes every connection. */
  close(): Promise<void>;
}

/**
 * Opens PostgreSQL. Nothing is contacted before the first query.
 *
 * Every statement has a limit, so that one that hangs can't hold a connection, a lock or a request for ever.
 */
export function openPostgres(options: PostgresOptions): PostgresDatabase {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: 'billfold',
    max: options.maxConnections ?? 20,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 5_000,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 10_000,
    // A host that has gone silent is noticed.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  // A connection that breaks ends the process unless somebody listens: the pool does while it idles, and while a
  // query runs; in a transaction, between two queries, nobody else does.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', (error) => options.onConnectionLost?.(error));
  return { database: drizzle(pool) as unknown as Database, pool, close: () => pool.end() };
}

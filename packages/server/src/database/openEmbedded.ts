import { PGlite, types, type PGliteOptions } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { Database } from './Database.js';

export interface EmbeddedOptions {
  /** Folder that keeps the data (Node), or `idb://name` (browser). Default: in memory, gone when it is closed. */
  dataDir?: string;
  /** What to begin with, as `lite.dumpDataDir()` made it: a fraction of the time that a new database takes. */
  snapshot?: Blob;
  /** The engine's own options, such as WebAssembly that was compiled once for many databases. */
  engine?: PGliteOptions;
}

export interface EmbeddedDatabase {
  database: Database;
  /** Finishes what is written and closes the data directory. Closing twice is the same as once. */
  close(): Promise<void>;
  /** The engine itself, for what is no SQL: snapshots. */
  lite: PGlite;
}

/**
 * Opens PostgreSQL inside this process: in Node, and in a browser tab.
 *
 * It keeps what was acknowledged when the process is killed, but never calls fsync: a power failure can lose data.
 * Nothing here keeps a second process away from `dataDir`, which would lose rows silently; in Node, `openDatabase`
 * takes the lock. There is one connection, so transactions run one after the other.
 */
export async function openEmbedded(options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
  const lite = await PGlite.create({
    ...options.engine,
    dataDir: options.dataDir,
    loadDataDir: options.snapshot,
    // As node-postgres reads them: digits beyond 2^53 are not lost, and the type does not depend on the value.
    parsers: { [types.INT8]: (digits) => digits },
  });
  return {
    // Same builder, same results: the drivers differ only in the type of what `execute` returns (see `rowsOf`).
    database: drizzle(lite) as unknown as Database,
    close: async () => {
      if (!lite.closed) await lite.close();
    },
    lite,
  };
}

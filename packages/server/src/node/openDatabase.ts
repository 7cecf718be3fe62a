import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import type { Database } from '../database/Database.js';
import { CannotStart } from '../CannotStart.js';
import { lockDataDirectory } from './dataDirectoryLock.js';

export interface DatabaseLocation {
  /** A PostgreSQL, `postgres://…`. It wins over `dataDir`. */
  databaseUrl?: string;
  /** Folder of the embedded database; it is made when it does not exist. */
  dataDir?: string;
  /** See `openPostgres`. */
  onConnectionLost?: (error: Error) => void;
}

export interface OpenDatabase {
  kind: 'embedded' | 'postgres';
  database: Database;
  /** The connections of PostgreSQL. */
  pool?: pg.Pool;
  /** Finishes what is running, closes, and lets the next process into the data directory. */
  close(): Promise<void>;
}

/**
 * Opens the database that a server lives on: PostgreSQL by its address, otherwise the embedded one in a folder, which
 * this process then has to itself.
 *
 * The embedded one survives a killed process, and not a power failure; production belongs on PostgreSQL.
 *
 * @throws CannotStart when another process holds the data directory.
 */
export async function openDatabase({
  databaseUrl,
  dataDir = '.billfold',
  onConnectionLost,
}: DatabaseLocation): Promise<OpenDatabase> {
  // Each driver is loaded only where it is used: a server needs one of them, and a refused one needs neither.
  if (databaseUrl) {
    const { openPostgres } = await import('./openPostgres.js');
    return { kind: 'postgres', ...openPostgres({ url: databaseUrl, onConnectionLost }) };
  }

  const lock = await lockDataDirectory(dataDir);
  try {
    const folder = join(dataDir, 'database');
    await mkdir(folder, { recursive: true });
    const { openEmbedded } = await import('../database/openEmbedded.js');
    const { database, close } = await openEmbedded({ dataDir: folder });
    return { kind: 'embedded', database, close: () => close().finally(lock.release) };
  } catch (cause) {
    lock.release();
    throw new CannotStart(
      `The embedded database in ${dataDir} can not be opened: ${cause instanceof Error ? cause.message : String(cause)}. ` +
        `Restore it from a copy, or move the folder away to begin with a new one.`,
      { cause },
    );
  }
}

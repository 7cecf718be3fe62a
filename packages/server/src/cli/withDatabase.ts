import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../database/Database.js';
import { pendingMigrations } from '../database/migrate.js';
import { contactDatabase } from '../node/contactDatabase.js';
import { DataDirectoryInUse } from '../node/dataDirectoryLock.js';
import { openDatabase, type OpenDatabase } from '../node/openDatabase.js';
import { readSettings, type Settings } from '../node/readSettings.js';
import type { UnitOfWork } from '../provider/Provider.js';
import { Refused } from './Refused.js';

/**
 * Runs a command on the database of the settings, which has this version's schema.
 *
 * @throws Refused where it has not, and where a server has the embedded database to itself.
 */
export async function withDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const { database, close } = await openExisting(readSettings(process.env));
  try {
    await contactDatabase(database);
    const pending = await pendingMigrations(database);
    if (pending.length > 0) {
      throw new Refused(
        `The database lacks ${pending.length === 1 ? 'a step' : `${pending.length} steps`} of this version's schema ` +
          `(${pending.join(', ')}). Run \`billfold migrate\`, or start this version's server.`,
      );
    }
    return await work(database);
  } finally {
    await close();
  }
}

/**
 * Opens the database that a server lives on; a command makes none.
 *
 * @throws Refused where there is none, and where a server has it to itself.
 */
export async function openExisting(settings: Settings): Promise<OpenDatabase> {
  const { databaseUrl, dataDir } = settings;
  if (!databaseUrl && !existsSync(join(dataDir, 'database'))) {
    throw new Refused(
      `There is no database in ${dataDir}. Set BILLFOLD_DATABASE_URL or BILLFOLD_DATA_DIR to what your server has; ` +
        `a server that starts makes one.`,
    );
  }
  return openDatabase(settings).catch((error: unknown) => {
    if (error instanceof DataDirectoryInUse) throw new Refused(besideServer(error), { cause: error });
    throw error;
  });
}

/** The same for a command that changes something: all of it happens, or nothing. */
export function withUnit<Result>(work: (unit: UnitOfWork) => Promise<Result>): Promise<Result> {
  return withDatabase((database) => database.transaction((tx) => work({ database: tx, now: new Date() })));
}

const besideServer = ({ dataDir, holder }: DataDirectoryInUse) =>
  `The embedded database in ${dataDir} belongs to ${holder} while that runs. Stop it, run this again, and start it again; ` +
  `on PostgreSQL (BILLFOLD_DATABASE_URL) commands work while servers run.`;

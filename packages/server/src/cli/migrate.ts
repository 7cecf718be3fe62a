import { migrate, pendingMigrations } from '../database/migrate.js';
import { openDatabase } from '../node/openDatabase.js';
import { readSettings } from '../node/readSettings.js';
import { fail } from './fail.js';

// `billfold migrate`: brings the database to this version's schema, and prints the steps as one line of JSON.
// A server does the same when it starts; this is for those who want it done before.

try {
  const { database, close } = await openDatabase(readSettings(process.env));
  try {
    const result = process.argv.includes('--dry-run')
      ? { pending: await pendingMigrations(database) }
      : await migrate(database);
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    await close();
  }
} catch (error) {
  fail(error);
}

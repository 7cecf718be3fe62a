import { sql } from 'drizzle-orm';
import { CannotStart } from '../CannotStart.js';
import type { Database } from '../database/Database.js';

/**
 * Asks the database for nothing: the first query is where a wrong address, password or name shows.
 *
 * @throws CannotStart with what the driver says of it, which holds no password.
 */
export async function contactDatabase(database: Database): Promise<void> {
  try {
    await database.execute(sql`select 1`);
  } catch (error) {
    const cause = (error as Error).cause ?? error;
    const reason =
      cause instanceof Error && cause.message ? cause.message : String((cause as { code?: string }).code);
    throw new CannotStart(`The database of BILLFOLD_DATABASE_URL can not be used: ${reason}.`, { cause });
  }
}

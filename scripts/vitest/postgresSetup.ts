import { startPostgres } from '../ensurePostgres.js';

/** Runs once before a project that needs PostgreSQL: its tests read the address from BILLFOLD_TEST_DATABASE_URL. */
export default async function setup(): Promise<() => Promise<void>> {
  const postgres = await startPostgres();
  process.env['BILLFOLD_TEST_DATABASE_URL'] = postgres.url;
  return postgres.stop;
}

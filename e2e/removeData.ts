import { rm } from 'node:fs/promises';

/** Runs once after all tests: the database of this run has served its purpose. */
export default async function removeData(): Promise<void> {
  const dataDir = process.env['BILLFOLD_E2E_DATA_DIR'];
  if (dataDir) await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

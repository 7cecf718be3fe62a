import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const HOUR = 3_600_000;

/**
 * Runs once before all tests: removes what earlier runs have left. They can't do it themselves, because their servers
 * end last of all; and a run that is on its way somewhere else keeps its own.
 */
export default async function removeOldData(): Promise<void> {
  const folder = dirname(process.env['BILLFOLD_E2E_DATA_DIR']!);
  for (const run of await readdir(folder).catch(() => [])) {
    const startedAt = Number(run.split('-')[0]);
    if (Date.now() - startedAt > HOUR) await rm(join(folder, run), { recursive: true, force: true });
  }
}

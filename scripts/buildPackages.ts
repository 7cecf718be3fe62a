import { existsSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildStyles } from './buildStyles.js';
import { ROOT } from './paths.js';
import { mustRun, mustRunNpm, tool } from './processes.js';

/** The packages that are published, each after those it imports. */
export const PUBLISHED = ['contract', 'server', 'sdk', 'hooks', 'react'] as const;

/**
 * Emits every published package into its dist folder: JavaScript and declarations by `tsc -b`, one file per module, so
 * that `'use client'` stays where it was written; then the style sheets.
 */
export async function buildPackages({ fromScratch = false } = {}): Promise<void> {
  // The compiler never removes the output of a source that is gone.
  if (fromScratch)
    for (const name of PUBLISHED)
      await rm(join(ROOT, 'packages', name, 'dist'), { recursive: true, force: true });
  await mustRun(tool('tsc'), ['-b'], { cwd: ROOT });
  // npm does both where packages are installed. A clone links those commands that are there, and this one was not yet.
  await chmod(join(ROOT, 'packages/server/dist/cli/billfold.js'), 0o755);
  if (!existsSync(tool('billfold')))
    await mustRunNpm(ROOT, ['rebuild', '--ignore-scripts', '@billfold/server']);
  if (existsSync(join(ROOT, 'packages/react/src/styles.css'))) await buildStyles();
}

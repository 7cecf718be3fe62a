// `npm run build`: everything that is published or served. Development and tests run from the sources and need none of it.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPackages } from './buildPackages.js';
import { buildExample, buildFieldsPage, buildHostedPage } from './buildPages.js';
import { ROOT } from './paths.js';
import { say, withProgress } from './progress.mjs';

try {
  await withProgress('Building the packages', () => buildPackages({ fromScratch: true }));
  await buildHostedPage();
  await buildFieldsPage();
  // The published server brings its pages along.
  for (const page of ['hosted', 'fields']) {
    const folder = join(ROOT, 'packages/server/dist', page);
    await cp(join(ROOT, 'packages', page, 'dist'), folder, { recursive: true });
  }
  await buildExample();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

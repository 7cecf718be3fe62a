import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CACHE, ROOT } from './paths.js';
import { mustRun, tool } from './processes.js';
import { withProgress } from './progress.mjs';

interface Page {
  name: string;
  /** Where its vite.config.ts is; the build goes to `dist` in it. */
  folder: string;
  /** What the build depends on, besides the folder itself and the lockfile. */
  uses: string[];
}

const kit = ['packages/contract/src', 'packages/hooks/src', 'packages/react/src'];

const HOSTED: Page = { name: 'hosted page', folder: 'packages/hosted', uses: kit };
/** It uses nothing: what is entered in it must not depend on what else is built. */
const FIELDS: Page = { name: 'card page of the sandbox', folder: 'packages/fields', uses: [] };
const EXAMPLE: Page = { name: 'example app', folder: 'examples/settings-page', uses: kit };

/** Builds the hosted page, unless its sources are those of the last build. */
export const buildHostedPage = (): Promise<void> => buildWhenChanged(HOSTED);

/** Builds the sandbox's card page, unless its sources are those of the last build. */
export const buildFieldsPage = (): Promise<void> => buildWhenChanged(FIELDS);

/** Builds the example's front end, unless its sources are those of the last build. */
export const buildExample = (): Promise<void> => buildWhenChanged(EXAMPLE);

async function buildWhenChanged(page: Page): Promise<void> {
  const folder = join(ROOT, page.folder);
  if (!existsSync(join(folder, 'vite.config.ts')))
    throw new Error(`${page.folder}/vite.config.ts is missing.`);

  const record = join(CACHE, 'builds', `${page.folder.replaceAll('/', '-')}.hash`);
  const hash = await hashOf(['package-lock.json', page.folder, ...page.uses]);
  const built = existsSync(join(folder, 'dist', 'index.html')) && existsSync(record);
  if (built && (await readFile(record, 'utf8')) === hash) return;

  await withProgress(`Building the ${page.name}`, () =>
    mustRun(tool('vite'), ['build', '--logLevel', 'warn'], { cwd: folder }),
  );
  await mkdir(join(CACHE, 'builds'), { recursive: true });
  await writeFile(record, hash);
}

/** By content and not by time: a clone, a branch or an editor changes the times of files that did not change. */
async function hashOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of (await filesIn(path)).sort()) {
      hash.update(`${file}\0`).update(await readFile(join(ROOT, file)));
    }
  }
  return hash.digest('hex');
}

async function filesIn(path: string): Promise<string[]> {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  const names = (await readdir(join(ROOT, path))).filter(
    (name) => !['dist', 'node_modules', '.billfold'].includes(name),
  );
  return (await Promise.all(names.map((name) => filesIn(join(path, name))))).flat();
}

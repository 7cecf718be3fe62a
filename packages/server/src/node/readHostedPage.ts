import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostedPage } from '../http/hostedPage.js';

/** Where its build is: inside this package once it is published, beside it in the repository. */
const FOLDERS = ['../hosted', '../../../hosted/dist'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/**
 * Reads the built hosted page into memory, whole: it is small, and what is not in it can not be asked for.
 *
 * @param folders where to look, in this order; only tests pass their own.
 * @returns undefined when it has not been built. The portal then works without it, and its links lead nowhere.
 */
export async function readHostedPage(folders: readonly string[] = FOLDERS): Promise<HostedPage | undefined> {
  for (const folder of folders) {
    const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
    if (html !== null) return { html, assets: await readAssets(folder) };
  }
  return undefined;
}

async function readAssets(folder: string): Promise<HostedPage['assets']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && TYPES[extname(entry.name)]);
  return new Map(
    await Promise.all(
      files.map(async (file) => {
        const path = join(file.parentPath, file.name);
        const asset = { type: TYPES[extname(file.name)]!, bytes: new Uint8Array(await readFile(path)) };
        return [
          `/hosted/${path.slice(folder.length).replaceAll('\\', '/').replace(/^\//, '')}`,
          asset,
        ] as const;
      }),
    ),
  );
}

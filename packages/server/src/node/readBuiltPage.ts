import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { BuiltPage } from '../http/builtPage.js';

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
 * Reads a built page into memory, whole: it is small, and what is not in it can not be asked for.
 *
 * @param folders where to look, in this order.
 * @param base what the paths of its assets begin with: `/hosted/`.
 * @returns undefined when it has not been built.
 */
export async function readBuiltPage(
  folders: readonly string[],
  base: string,
): Promise<BuiltPage | undefined> {
  for (const folder of folders) {
    const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
    if (html !== null) return { html, assets: await readAssets(folder, base) };
  }
  return undefined;
}

async function readAssets(folder: string, base: string): Promise<BuiltPage['assets']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && TYPES[extname(entry.name)]);
  return new Map(
    await Promise.all(
      files.map(async (file) => {
        const path = join(file.parentPath, file.name);
        const asset = { type: TYPES[extname(file.name)]!, bytes: new Uint8Array(await readFile(path)) };
        return [
          `${base}${path.slice(folder.length).replaceAll('\\', '/').replace(/^\//, '')}`,
          asset,
        ] as const;
      }),
    ),
  );
}

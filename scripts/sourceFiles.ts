import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.js';

export interface SourceFile {
  /** From the repository's root, with slashes. */
  path: string;
  text: string;
}

const FOLDERS = ['packages', 'examples', 'e2e', 'bench'];
const OTHERS_WORK = new Set(['node_modules', 'dist', 'storybook-static', 'coverage', '.billfold']);

/** The files of packages, examples, journeys and benches whose path matches. */
export function sourceFiles(wanted: RegExp): SourceFile[] {
  return FOLDERS.flatMap(pathsIn)
    .filter((path) => wanted.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

function pathsIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (OTHERS_WORK.has(entry.name)) return [];
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? pathsIn(path) : [path];
  });
}

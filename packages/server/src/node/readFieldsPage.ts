import { fileURLToPath } from 'node:url';
import type { BuiltPage } from '../http/builtPage.js';
import { readBuiltPage } from './readBuiltPage.js';

/** Where its build is: inside this package once it is published, beside it in the repository. */
const FOLDERS = ['../fields', '../../../fields/dist'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/**
 * Reads the built page that test payment methods are entered in.
 *
 * @param folders where to look, in this order; only tests pass their own.
 * @returns undefined when it has not been built. The portal then works without it, and nothing can be put on file.
 */
export function readFieldsPage(folders: readonly string[] = FOLDERS): Promise<BuiltPage | undefined> {
  return readBuiltPage(folders, '/');
}

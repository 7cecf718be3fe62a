import { fileURLToPath } from 'node:url';
import type { HostedPage } from '../http/hostedPage.js';
import { readBuiltPage } from './readBuiltPage.js';

/** Where its build is: inside this package once it is published, beside it in the repository. */
const FOLDERS = ['../hosted', '../../../hosted/dist'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/**
 * Reads the built hosted page.
 *
 * @param folders where to look, in this order; only tests pass their own.
 * @returns undefined when it has not been built. The portal then works without it, and its links lead nowhere.
 */
export function readHostedPage(folders: readonly string[] = FOLDERS): Promise<HostedPage | undefined> {
  return readBuiltPage(folders, '/hosted/');
}

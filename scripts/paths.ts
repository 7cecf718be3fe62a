import { fileURLToPath } from 'node:url';

/** The repository's root, without a slash at the end. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** What scripts find out or install is kept here; it can be deleted at any time. */
export const CACHE = `${ROOT}/.cache`;

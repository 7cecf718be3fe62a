import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { BillfoldError } from '../errors.js';

/**
 * Cursors are positions of a list, signed together with what they are good for: the operation, the customer
 * or project, and the filters. One that was made for anything else is refused.
 */
export interface CursorScope {
  key: string;
  operation: string;
  /** The customer's or the project's id. */
  owner: string;
  filters: Record<string, unknown>;
}

export function signCursor(position: string, scope: CursorScope): string {
  return `${toBase64Url(utf8ToBytes(position))}.${sign(position, scope)}`;
}

/** @returns the position. Throws `invalid_cursor` for anything that was not made for this scope. */
export function openCursor(cursor: string, scope: CursorScope): string {
  const [encoded = '', signature = '', ...more] = cursor.split('.');
  const position = fromBase64Url(encoded);
  if (position === null || more.length > 0 || !isSignedBy(signature, position, scope))
    throw new BillfoldError('invalid_cursor');
  return position;
}

function sign(position: string, { key, operation, owner, filters }: CursorScope): string {
  const message = JSON.stringify([operation, owner, filters, position]);
  return toBase64Url(hmac(sha256, utf8ToBytes(key), utf8ToBytes(message)).subarray(0, 16));
}

/** Compares two digests of equal length without stopping at the first difference. */
function isSignedBy(given: string, position: string, scope: CursorScope): boolean {
  const expected = sign(position, scope);
  let difference = given.length ^ expected.length;
  for (let at = 0; at < expected.length; at++)
    difference |= (given.charCodeAt(at) || 0) ^ expected.charCodeAt(at);
  return difference === 0;
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function fromBase64Url(text: string): string | null {
  if (!/^[\w-]{1,400}$/.test(text)) return null;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

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

export async function signCursor(position: string, scope: CursorScope): Promise<string> {
  return `${toBase64Url(new TextEncoder().encode(position))}.${await sign(position, scope)}`;
}

/** @returns the position. Throws `invalid_cursor` for anything that was not made for this scope. */
export async function openCursor(cursor: string, scope: CursorScope): Promise<string> {
  const [encoded = '', signature = '', ...more] = cursor.split('.');
  const position = fromBase64Url(encoded);
  if (position === null || more.length > 0 || !(await isSignedBy(signature, position, scope)))
    throw new BillfoldError('invalid_cursor');
  return position;
}

async function sign(position: string, scope: CursorScope): Promise<string> {
  const mac = await crypto.subtle.sign(
    'HMAC',
    await macKey(scope.key),
    new TextEncoder().encode(message(position, scope)),
  );
  return toBase64Url(new Uint8Array(mac).subarray(0, 16));
}

/** Compares two digests of equal length without stopping at the first difference. */
async function isSignedBy(given: string, position: string, scope: CursorScope): Promise<boolean> {
  const expected = await sign(position, scope);
  let difference = given.length ^ expected.length;
  for (let at = 0; at < expected.length; at++)
    difference |= (given.charCodeAt(at) || 0) ^ expected.charCodeAt(at);
  return difference === 0;
}

const message = (position: string, { operation, owner, filters }: CursorScope) =>
  JSON.stringify([operation, owner, filters, position]);

const macKey = (key: string) =>
  crypto.subtle.importKey('raw', new TextEncoder().encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);

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

import { BillfoldError } from '../errors.js';
import { refuseCardDataIn } from './cardData.js';
import { isTooDeep, MAX_DEPTH } from './jsonDepth.js';
import { readBytes } from './readBytes.js';

/** Limits of a request body. Above what any operation needs, far below what hurts. `keys` are those of one object. */
const LIMITS = { bytes: 64 * 1024, keys: 200, values: 10_000, text: 5_000 };

/**
 * Reads a JSON object from a request. Refuses by size before reading more, card data whatever it stands in, by type
 * before parsing, and by shape (depth, number of keys, length of texts, broken Unicode) before any schema sees it.
 *
 * @param longestText of an operation that takes something longer than people type.
 */
export async function readBody(
  request: Request,
  longestText: number = LIMITS.text,
): Promise<Record<string, unknown>> {
  const bytes = await readChecked(request);
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  const encoding = request.headers.get('content-encoding')?.toLowerCase() ?? 'identity';
  if (type !== 'application/json' || encoding !== 'identity')
    throw new BillfoldError('unsupported_media_type');
  const value = parse(toText(bytes));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) invalid('must be a JSON object');
  checkShape(value, longestText);
  return value as Record<string, unknown>;
}

/** Whether a request has no body, or one of no bytes. */
export async function isEmpty(request: Request): Promise<boolean> {
  return (await readChecked(request)).byteLength === 0;
}

async function readChecked(request: Request): Promise<Uint8Array> {
  const bytes = await readBytes(request, LIMITS.bytes);
  await refuseCardDataIn(new TextDecoder().decode(bytes));
  return bytes;
}

function toText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return invalid('must be valid UTF-8');
  }
}

function parse(text: string): unknown {
  if (isTooDeep(text)) invalid(`must not be nested deeper than ${MAX_DEPTH} levels`);
  try {
    return JSON.parse(text);
  } catch {
    return invalid('must be valid JSON');
  }
}

function checkShape(root: object, longestText: number): void {
  let values = 0;
  const queue: unknown[] = [root];
  while (queue.length > 0) {
    const value = queue.pop();
    if (typeof value === 'string') checkText(value, longestText);
    if (typeof value !== 'object' || value === null) continue;
    const entries = Object.entries(value);
    values += entries.length;
    if (values > LIMITS.values) invalid(`must not have more than ${LIMITS.values} values`);
    if (!Array.isArray(value) && entries.length > LIMITS.keys)
      invalid(`must not have objects of more than ${LIMITS.keys} fields`);
    for (const [key, child] of entries) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype')
        invalid(`must not have a field called ${key}`);
      checkText(key, LIMITS.text);
      queue.push(child);
    }
  }
}

function checkText(text: string, longest: number): void {
  if (text.length > longest) invalid(`must not have a text longer than ${longest} characters`);
  if (text.includes('\0') || !isWellFormed(text)) invalid('must not have NUL or broken Unicode in its texts');
}

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}

function invalid(message: string): never {
  throw new BillfoldError('invalid_request', { fields: [{ path: '', message }] });
}

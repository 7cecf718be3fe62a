import { BillfoldError } from '../errors.js';

/** Limits of a request body. Far above what any operation needs, far below what hurts. */
const LIMITS = { bytes: 64 * 1024, depth: 20, keys: 200, text: 5_000 };

/**
 * Reads a JSON object from a request. Refuses by size before reading more, by type before parsing, and by
 * shape (depth, number of keys, length of texts, broken Unicode) before any schema sees it.
 */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  const encoding = request.headers.get('content-encoding')?.toLowerCase() ?? 'identity';
  if (type !== 'application/json' || encoding !== 'identity')
    throw new BillfoldError('unsupported_media_type');
  const text = await readText(request);
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) invalid('must be a JSON object');
  checkShape(value);
  return value as Record<string, unknown>;
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > LIMITS.bytes)
    throw new BillfoldError('body_too_large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > LIMITS.bytes) throw new BillfoldError('body_too_large');
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return invalid('must be valid UTF-8');
  }
}

function parse(text: string): unknown {
  // Depth is counted before parsing: a parser that recurses is what a deeply nested body aims at.
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if ((char === '{' || char === '[') && ++depth > LIMITS.depth)
      invalid(`must not be nested deeper than ${LIMITS.depth} levels`);
    else if (char === '}' || char === ']') depth--;
  }
  try {
    return JSON.parse(text);
  } catch {
    return invalid('must be valid JSON');
  }
}

function checkShape(root: object): void {
  let keys = 0;
  const queue: unknown[] = [root];
  while (queue.length > 0) {
    const value = queue.pop();
    if (typeof value === 'string') checkText(value);
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      if (++keys > LIMITS.keys) invalid(`must not have more than ${LIMITS.keys} values`);
      if (key === '__proto__' || key === 'constructor' || key === 'prototype')
        invalid(`must not have a field called ${key}`);
      checkText(key);
      queue.push(child);
    }
  }
}

function checkText(text: string): void {
  if (text.length > LIMITS.text) invalid(`must not have a text longer than ${LIMITS.text} characters`);
  if (text.includes('\0') || !isWellFormed(text)) invalid('must not have NUL or broken Unicode in its texts');
}

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}

function invalid(message: string): never {
  throw new BillfoldError('invalid_request', { fields: [{ path: '', message }] });
}

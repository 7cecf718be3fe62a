import { sql } from 'drizzle-orm';
import { hashSecret } from '../access/secrets.js';
import { rowsOf, type Database } from '../database/Database.js';
import { BillfoldError, Refusal } from '../errors.js';
import { fromStoredRefusal, toStoredRefusal } from './storedRefusal.js';

/** Whose key it is and what it was sent with. */
export interface IdempotentRequest {
  project: string;
  /** Id of the secret key or portal session. */
  caller: string;
  operation: string;
  key: string;
  input: unknown;
  /** The credential itself: it encrypts the stored result, and is not stored. */
  credential: string;
  now: Date;
}

/** Reads the `Idempotency-Key` header. */
export function readIdempotencyKey(request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  if (key !== null && !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new BillfoldError('invalid_request', {
      fields: [{ path: 'Idempotency-Key', message: 'must be 1 to 255 visible ASCII characters' }],
    });
  }
  return key;
}

/**
 * Runs an effect once per key: in one transaction with the effect its result is stored, and given again
 to whoever sends the same key with the same input. Another input is an error, and so is a second
 * request while the first still runs. An effect that ends in a refusal has happened too, and is refused again.
 */
export async function runOnce(
  database: Database,
  request: IdempotentRequest,
  effect: (tx: Database) => Promise<unknown>,
): Promise<{ result: unknown; replayed: boolean }> {
  const { project, caller, operation, key } = request;
  const requestHash = hashSecret(JSON.stringify(request.input));
  return database.transaction(async (tx) => {
    const lock = `${project}/${caller}/${operation}/${key}`;
    const [held] = await rowsOf<{ free: boolean }>(
      tx,
      sql`select pg_try_advisory_xact_lock(hashtextextended(${lock}, 0)) as free`,
    );
    const [stored] = await rowsOf<{ request_hash: string; result: string; refused: boolean }>(
      tx,
      sql`select request_hash, result, refused from idempotent_results
          where project_id = ${project} and caller = ${caller} and operation = ${operation} and key = ${key}`,
    );
    if (stored) {
      if (stored.request_hash !== requestHash) throw new BillfoldError('idempotency_key_reused');
      const result = JSON.parse(await decrypt(stored.result, request)) as never;
      return { result: stored.refused ? fromStoredRefusal(result) : result, replayed: true };
    }
    // Only now: what is stored is given to many at once, or those who retry in a crowd would turn each other away.
    if (!held?.free) throw new BillfoldError('idempotency_in_flight', { retryAfter: 1 });
    const result = await effect(tx);
    await tx.execute(sql`
      insert into idempotent_results (project_id, caller, operation, key, request_hash, result, refused, created_at)
      values (${project}, ${caller}, ${operation}, ${key}, ${requestHash},
        ${await encrypt(JSON.stringify(result instanceof Refusal ? toStoredRefusal(result) : result), request)},
        ${result instanceof Refusal}, ${request.now.toISOString()}::timestamptz)`);
    return { result, replayed: false };
  });
}

/** How long a result is kept to be given again: a day, and an hour for those who count in days. */
const KEPT_MS = 25 * 60 * 60 * 1000;

/** Removes results that nobody can ask for again. Called now and then. */
export async function forgetOldResults(database: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS).toISOString();
  await database.execute(sql`delete from idempotent_results where created_at < ${before}::timestamptz`);
}

async function encrypt(text: string, request: IdempotentRequest): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    await sealingKey(request),
    new TextEncoder().encode(text),
  );
  return `${toHex(iv)}${toHex(new Uint8Array(sealed))}`;
}

async function decrypt(sealed: string, request: IdempotentRequest): Promise<string> {
  const bytes = Uint8Array.from(sealed.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const text = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: bytes.subarray(0, 12) },
    await sealingKey(request),
    bytes.subarray(12),
  );
  return new TextDecoder().decode(text);
}

/** Derived from what only the caller has, so that a stolen database holds no result that can be read. */
async function sealingKey({ credential, key }: IdempotentRequest): Promise<CryptoKey> {
  const bytes = new TextEncoder();
  const secret = await crypto.subtle.importKey('raw', bytes.encode(credential), 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: bytes.encode(key),
      info: bytes.encode('billfold idempotent result'),
    },
    secret,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

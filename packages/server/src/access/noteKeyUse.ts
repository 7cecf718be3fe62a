import { sql } from 'drizzle-orm';
import type { Database } from '../database/Database.js';

/** How exactly it is known when a key was used last. */
const EVERY_MS = 60_000;

/** When this process has written it down last, by key: many requests that come at once must not all do so. */
const written = new WeakMap<Database, Map<string, number>>();

/**
 * Writes down that a key is in use, at most once a minute for all servers together. Nobody waits for it: a request is answered
 * whether it succeeds or not, and the next one tries again.
 */
export function noteKeyUse(database: Database, key: string, lastUsedAt: Date | null, now: Date): void {
  const before = now.getTime() - EVERY_MS;
  const mine = written.get(database) ?? new Map<string, number>();
  if ((lastUsedAt?.getTime() ?? 0) > before || (mine.get(key) ?? 0) > before) return;
  mine.set(key, now.getTime());
  written.set(database, mine);
  const at = sql`${now.toISOString()}::timestamptz`;
  database
    .execute(
      sql`update secret_keys set last_used_at = ${at}
          where id = ${key} and (last_used_at is null or last_used_at < ${at} - interval '1 minute')`,
    )
    .then(
      () => {},
      () => mine.delete(key),
    );
}

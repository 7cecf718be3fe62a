import { sql, type SQL } from 'drizzle-orm';

/**
 * Whether the row that is called `key` is a secret key that counts: it was not revoked, and its time is not over. Whatever goes by a
 * key, its sessions too, asks this with every request, so that it is over on every server at once.
 */
export const isLiveKey = (now: Date): SQL =>
  sql`key.revoked_at is null and (key.expires_at is null or key.expires_at > ${now.toISOString()}::timestamptz)`;

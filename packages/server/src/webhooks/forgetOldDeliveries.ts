import { sql } from 'drizzle-orm';
import type { Database } from '../database/Database.js';

/** How long it can be seen what became of a delivery. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Removes what became of deliveries long ago, and what an endpoint has left behind that was removed while something happened.
 * Events stay. Called now and then.
 */
export async function forgetOldDeliveries(database: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS).toISOString();
  const isOrphan = (table: string) =>
    sql.raw(
      `not exists (select 1 from webhook_endpoints e where e.project_id = ${table}.project_id and e.id = ${table}.endpoint_id)`,
    );
  await database.execute(sql`
    delete from webhook_deliveries
    where (created_at < ${before}::timestamptz and next_attempt_at is null) or ${isOrphan('webhook_deliveries')}`);
  await database.execute(sql`
    delete from webhook_attempts where at < ${before}::timestamptz or ${isOrphan('webhook_attempts')}`);
}

import { sql } from 'drizzle-orm';
import { hashSecret, isSecret, makeId, makeSecret } from '../access/secrets.js';
import {
  selectSession,
  toSessionContext,
  type SessionContext,
  type SessionRow,
} from '../access/SessionContext.js';
import { rowsOf, type Database } from '../database/Database.js';
import { BillfoldError } from '../errors.js';

/**
 * Redeems the code of a portal link: exactly once, however many try at the same moment.
 *
 * One statement does it all. Its `where` is the guard: PostgreSQL lets one update win the row and makes every
 * other look again, by which time it is redeemed. Looking first and updating then would let dozens win.
 *
 * @returns the session and its new credential, which is told only here. Any credential that the request came
 * with plays no part. Throws `link_expired` for codes that are unknown, used, expired or revoked.
 */
export async function exchangeSession(
  database: Database,
  code: string,
  now: Date,
): Promise<{ session: SessionContext; credential: string }> {
  const credential = makeSecret('hs');
  const linkHash = await hashSecret(isSecret('lc', code) ? code : '');
  const at = sql`${now.toISOString()}::timestamptz`;
  const [row] = await rowsOf<SessionRow>(
    database,
    sql`
    with redeemed as (
      update portal_sessions set redeemed_at = ${at}, credential_hash = ${await hashSecret(credential)}
      where link_hash = ${linkHash} and redeemed_at is null and revoked_at is null and expires_at > ${at}
      returning *
    ), audited as (
      insert into audit_log (project_id, id, customer_id, action, by, actor, target, at)
      select project_id, ${makeId('aud')}, customer_id, 'portal.session.redeemed', 'session:' || id, actor, id, ${at} from redeemed
    ), told as (
      insert into events (project_id, id, type, customer_id, data, at)
      select project_id, ${makeId('evt')}, 'portal.session.redeemed', customer_id,
        jsonb_build_object('object', jsonb_build_object('id', id, 'customer', customer_id)), ${at} from redeemed
    )
    ${selectSession(sql`redeemed`)}`,
  );
  if (row) return { session: toSessionContext(row), credential };
  await recordReuse(database, linkHash, now);
  throw new BillfoldError('link_expired');
}

/** A known code that no longer works may be somebody else's find: the merchant can see it in the audit log. */
async function recordReuse(database: Database, linkHash: string, now: Date): Promise<void> {
  await database.execute(sql`
    insert into audit_log (project_id, id, customer_id, action, by, target, at)
    select project_id, ${makeId('aud')}, customer_id, 'portal.session.reuse_attempt', 'anyone', id, ${now.toISOString()}::timestamptz
    from portal_sessions where link_hash = ${linkHash}`);
}

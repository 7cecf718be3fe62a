import { sql } from 'drizzle-orm';
import { isLiveKey } from '../access/isLiveKey.js';
import { hashSecret, isSecret, makeId, makeSecret } from '../access/secrets.js';
import {
  selectSession,
  toSessionContext,
  type SessionContext,
  type SessionRow,
} from '../access/SessionContext.js';
import type { Site } from '../access/Site.js';
import { toPortalSession } from '../access/toPortalSession.js';
import { rowsOf } from '../database/Database.js';
import { record } from '../events/record.js';
import type { UnitOfWork } from '../provider/Provider.js';

/** A session that has just begun, and its credential, which is told only here. */
export interface ExchangedSession {
  session: SessionContext;
  credential: string;
}

/**
 * Redeems the code of a portal link: exactly once, however many try at the same moment.
 *
 * One statement is the guard: PostgreSQL lets one update win the row and makes every other look again, by which
 * time it is redeemed. Looking first and updating then would let dozens win. Call it in a transaction with
 * everything that the answer needs, so that a link is not used up by a failure.
 *
 * @returns null for codes that are unknown (at this site), used, expired or revoked. Any credential that the request came with
 * plays no part.
 */
export async function exchangeSession(
  unit: UnitOfWork,
  code: string,
  site: Pick<Site, 'project'>,
): Promise<ExchangedSession | null> {
  const { database, now } = unit;
  const credential = makeSecret('hs');
  const at = sql`${now.toISOString()}::timestamptz`;
  const [row] = await rowsOf<SessionRow>(
    database,
    sql`
    with redeemed as (
      update portal_sessions set redeemed_at = ${at}, credential_hash = ${hashSecret(credential)}
      where link_hash = ${linkHash(code)}
        and (${site.project}::text is null or project_id = ${site.project})
        and redeemed_at is null and revoked_at is null and expires_at > ${at}
        and exists (select from secret_keys key where key.id = key_id and ${isLiveKey(now)})
      returning *
    )
    ${selectSession(sql`redeemed`, now)}`,
  );
  if (!row) return null;
  const session = toSessionContext(row);
  await record(unit, {
    project: session.project,
    customer: session.customer.id,
    type: 'portal.session.redeemed',
    target: session.id,
    by: `session:${session.id}`,
    actor: session.actor,
    data: { object: toPortalSession({ ...session, customer: session.customer.id }, now) },
    at: now,
  });
  return { session, credential };
}

/**
 * Writes down that a link which had been redeemed was tried again: it may be somebody else's find. Once a minute
 * for each link is enough to know, and keeps a stranger with an old link from filling the log.
 */
export async function recordReuse({ database, now, request }: UnitOfWork, code: string): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  await database.execute(sql`
    insert into audit_log (project_id, id, customer_id, action, by, target, request_id, ip_hash, at)
    select project_id, ${makeId('aud')}, customer_id, 'portal.session.reuse_attempt', 'anyone', session.id,
      ${request?.id ?? null}, ${request?.ipHash ?? null}, ${at}
    from portal_sessions session
    where link_hash = ${linkHash(code)} and redeemed_at is not null and not exists (
      select from audit_log
      where project_id = session.project_id and target = session.id
        and action = 'portal.session.reuse_attempt' and at > ${at} - interval '1 minute')`);
}

/** The hash by which a code is known; null for text that is none, which everybody could send. */
export function codeHash(code: string): string | null {
  return isSecret('lc', code) ? hashSecret(code) : null;
}

/** Text that is no code is looked up all the same: the answer must take as long. */
function linkHash(code: string): string {
  return codeHash(code) ?? hashSecret('');
}

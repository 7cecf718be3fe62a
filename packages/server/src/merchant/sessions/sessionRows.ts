import { and, eq, sql } from 'drizzle-orm';
import type { PortalSession } from '@billfold/contract';
import type { Merchant } from '../../access/authenticate.js';
import { toPortalSession } from '../../access/toPortalSession.js';
import type { Database } from '../../database/Database.js';
import { portalSessions, secretKeys } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import type { UnitOfWork } from '../../provider/Provider.js';

/** When the key that made a session ends; null: it does not. The session ends with it. */
export const keyEndsAt = sql<Date | null>`least(${secretKeys.revokedAt}, ${secretKeys.expiresAt})`.mapWith(
  secretKeys.expiresAt,
);

/** Sessions with all that says where they stand. */
export const selectSessions = (database: Database) =>
  database
    .select({ session: portalSessions, keyEndsAt })
    .from(portalSessions)
    .innerJoin(secretKeys, eq(secretKeys.id, portalSessions.key));

/** One session of the merchant's. @throws BillfoldError `not_found`. */
export async function readSession(
  { database, now }: UnitOfWork,
  { project }: Pick<Merchant, 'project'>,
  id: string,
): Promise<PortalSession> {
  const [row] = await selectSessions(database).where(
    and(eq(portalSessions.project, project), eq(portalSessions.id, id)),
  );
  if (!row) throw new BillfoldError('not_found');
  return toPortalSession({ ...row.session, keyEndsAt: row.keyEndsAt }, now);
}

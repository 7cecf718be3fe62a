import { and, eq, gt, isNull, type SQL } from 'drizzle-orm';
import type { Merchant } from '../../access/authenticate.js';
import { toPortalSession } from '../../access/toPortalSession.js';
import { portalSessions } from '../../database/schema.js';
import { recordAll } from '../../events/record.js';
import type { UnitOfWork } from '../../provider/Provider.js';

/**
 * Ends sessions of a project that live, redeemed or not, and tells of each.
 *
 * @param which of them; undefined: all.
 * @returns how many there were.
 */
export async function revokeSessions(
  unit: UnitOfWork,
  merchant: Merchant,
  which: SQL | undefined,
): Promise<number> {
  const { database, now } = unit;
  const revoked = await database
    .update(portalSessions)
    .set({ revokedAt: now, endedBy: 'merchant' })
    .where(
      and(
        eq(portalSessions.project, merchant.project),
        isNull(portalSessions.revokedAt),
        gt(portalSessions.expiresAt, now),
        which,
      ),
    )
    .returning();
  const { project, key } = merchant;
  await recordAll(
    unit,
    revoked.map((row) => ({
      project,
      customer: row.customer,
      type: 'portal.session.revoked',
      target: row.id,
      by: `key:${key}`,
      data: { object: toPortalSession(row, now) },
      at: now,
    })),
  );
  return revoked.length;
}

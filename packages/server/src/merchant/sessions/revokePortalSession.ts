import { and, eq, isNull } from 'drizzle-orm';
import { toPortalSession } from '../../access/toPortalSession.js';
import { portalSessions } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import { record } from '../../events/record.js';
import type { MerchantOperation } from '../../operation.js';

export const revokePortalSession: MerchantOperation<'revokePortalSession'> = async ({
  input,
  merchant,
  unit,
}) => {
  const { database, now } = unit;
  const it = and(eq(portalSessions.project, merchant.project), eq(portalSessions.id, input.session));
  const revoked = await database
    .update(portalSessions)
    .set({ revokedAt: now })
    .where(and(it, isNull(portalSessions.revokedAt)))
    .returning();
  const [row] = revoked.length > 0 ? revoked : await database.select().from(portalSessions).where(it);
  if (!row) throw new BillfoldError('not_found');
  if (revoked.length > 0) {
    await record(database, {
      project: merchant.project,
      customer: row.customer,
      type: 'portal.session.revoked',
      target: row.id,
      by: `key:${merchant.key}`,
      data: { object: toPortalSession(row) },
      at: now,
    });
  }
  return toPortalSession(row);
};

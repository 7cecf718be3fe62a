import { and, eq } from 'drizzle-orm';
import { portalSessions } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import { record } from '../../events/record.js';
import type { MerchantOperation } from '../../operation.js';
import { toPortalSession } from './portalSessionRows.js';

export const revokePortalSession: MerchantOperation<'revokePortalSession'> = async ({
  input,
  merchant,
  unit,
}) => {
  const { database, now } = unit;
  const [row] = await database
    .select()
    .from(portalSessions)
    .where(and(eq(portalSessions.project, merchant.project), eq(portalSessions.id, input.session)))
    .for('update');
  if (!row) throw new BillfoldError('not_found');
  if (row.revokedAt === null) {
    await database.update(portalSessions).set({ revokedAt: now }).where(eq(portalSessions.id, row.id));
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

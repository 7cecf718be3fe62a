import { and, eq } from 'drizzle-orm';
import { toPortalSession } from '../../access/toPortalSession.js';
import { portalSessions } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import type { MerchantOperation } from '../../operation.js';

export const getPortalSession: MerchantOperation<'getPortalSession'> = async ({ input, merchant, unit }) => {
  const [row] = await unit.database
    .select()
    .from(portalSessions)
    .where(and(eq(portalSessions.project, merchant.project), eq(portalSessions.id, input.session)));
  if (!row) throw new BillfoldError('not_found');
  return toPortalSession(row, unit.now);
};

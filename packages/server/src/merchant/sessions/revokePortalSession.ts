import { and, eq } from 'drizzle-orm';
import { portalSessions } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import type { MerchantOperation } from '../../operation.js';
import { toPortalSession } from '../../access/toPortalSession.js';
import { revokeSessions } from './revokeSessions.js';

export const revokePortalSession: MerchantOperation<'revokePortalSession'> = async (context) => {
  const { input, merchant, unit } = context;
  const it = eq(portalSessions.id, input.session);
  await revokeSessions(unit, merchant, it);
  const [row] = await unit.database
    .select()
    .from(portalSessions)
    .where(and(eq(portalSessions.project, merchant.project), it));
  if (!row) throw new BillfoldError('not_found');
  return toPortalSession(row, unit.now);
};

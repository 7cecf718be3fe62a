import { eq } from 'drizzle-orm';
import { portalSessions } from '../../database/schema.js';
import type { MerchantOperation } from '../../operation.js';
import { revokeSessions } from './revokeSessions.js';
import { readSession } from './sessionRows.js';

export const revokePortalSession: MerchantOperation<'revokePortalSession'> = async (context) => {
  const { input, merchant, unit } = context;
  await revokeSessions(unit, merchant, eq(portalSessions.id, input.session));
  return readSession(unit, merchant, input.session);
};

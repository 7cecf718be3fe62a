import { eq } from 'drizzle-orm';
import { portalSessions } from '../database/schema.js';
import { record } from '../events/record.js';
import type { PortalOperation } from '../operation.js';

export const endSession: PortalOperation<'endSession'> = async ({ session, unit }) => {
  await unit.database
    .update(portalSessions)
    .set({ revokedAt: unit.now })
    .where(eq(portalSessions.id, session.id));
  await record(unit.database, {
    project: session.project,
    customer: session.customer.id,
    type: 'portal.session.revoked',
    target: session.id,
    by: `session:${session.id}`,
    actor: session.actor,
    data: { object: { id: session.id, customer: session.customer.id } },
    at: unit.now,
  });
  return null;
};

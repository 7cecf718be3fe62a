import { and, eq, isNull } from 'drizzle-orm';
import { toPortalSession } from '../access/toPortalSession.js';
import { portalSessions } from '../database/schema.js';
import { record } from '../events/record.js';
import type { SessionOperation } from '../operation.js';

export const endSession: SessionOperation<'endSession'> = async ({ caller, unit }) => {
  const { project, customer, id, actor } = caller;
  const ended = await unit.database
    .update(portalSessions)
    .set({ revokedAt: unit.now, endedBy: 'customer' })
    .where(
      and(
        eq(portalSessions.project, project),
        eq(portalSessions.customer, customer.id),
        eq(portalSessions.id, id),
        isNull(portalSessions.revokedAt),
      ),
    )
    .returning();
  // Nothing comes back when somebody else has ended it in this moment: it is told once.
  for (const row of ended) {
    await record(unit, {
      project,
      customer: customer.id,
      type: 'portal.session.revoked',
      target: id,
      by: `session:${id}`,
      actor,
      data: { object: toPortalSession(row, unit.now) },
      at: unit.now,
    });
  }
  return null;
};

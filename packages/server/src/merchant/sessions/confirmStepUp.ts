import { and, eq, gt, isNull } from 'drizzle-orm';
import { portalSessions } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import { audit } from '../../events/record.js';
import type { MerchantOperation } from '../../operation.js';

export const confirmStepUp: MerchantOperation<'confirmStepUp'> = async ({ input, merchant, unit }) => {
  const { database, now } = unit;
  const { project, key } = merchant;
  const until = new Date(now.getTime() + input.validSeconds * 1000);
  const [session] = await database
    .update(portalSessions)
    .set({ provenUntil: until })
    .where(
      and(
        eq(portalSessions.project, project),
        eq(portalSessions.id, input.session),
        isNull(portalSessions.revokedAt),
        gt(portalSessions.expiresAt, now),
      ),
    )
    .returning();
  // Nobody sits before a session that is over.
  if (!session) throw new BillfoldError('not_found');
  await audit(unit, {
    project,
    customer: session.customer,
    type: 'portal.session.step_up_confirmed',
    target: session.id,
    by: `key:${key}`,
    at: now,
  });
  return { session: session.id, provenUntil: until.toISOString() };
};

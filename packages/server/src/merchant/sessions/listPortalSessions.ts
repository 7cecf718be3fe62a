import { and, eq, gt, isNotNull, isNull, lte, ne, or, type SQL } from 'drizzle-orm';
import type { PortalSession } from '@billfold/contract';
import { toPortalSession } from '../../access/toPortalSession.js';
import { portalSessions } from '../../database/schema.js';
import type { MerchantOperation } from '../../operation.js';
import { after, newestFirst, toPage } from '../../page/newestFirst.js';

const place = { at: portalSessions.createdAt, id: portalSessions.id };

export const listPortalSessions: MerchantOperation<'listPortalSessions'> = async ({
  input,
  merchant,
  unit,
}) => {
  const { limit, cursor, customer = null, status = null } = input;
  const scope = {
    key: merchant.cursorKey,
    operation: 'listPortalSessions',
    owner: merchant.project,
    filters: { customer, status },
  };
  const rows = await unit.database
    .select()
    .from(portalSessions)
    .where(
      and(
        eq(portalSessions.project, merchant.project),
        customer === null ? undefined : eq(portalSessions.customer, customer),
        status === null ? undefined : isIn(status, unit.now),
        after(cursor, place, scope),
      ),
    )
    .orderBy(...newestFirst(place))
    .limit(limit + 1);
  return toPage(
    rows,
    limit,
    scope,
    ({ createdAt, id }) => ({ at: createdAt, id }),
    (row) => toPortalSession(row, unit.now),
  );
};

/** The states of `toPortalSession`, in SQL. */
function isIn(status: PortalSession['status'], now: Date): SQL | undefined {
  const { mode, redeemedAt, revokedAt, endedBy, expiresAt } = portalSessions;
  const isLive = and(isNull(revokedAt), gt(expiresAt, now));
  switch (status) {
    case 'created':
      return and(isLive, isNull(redeemedAt), eq(mode, 'hosted'));
    case 'open':
      return and(isLive, or(isNotNull(redeemedAt), eq(mode, 'embedded')));
    case 'ended':
      return and(isNotNull(revokedAt), eq(endedBy, 'customer'));
    case 'revoked':
      return and(isNotNull(revokedAt), or(isNull(endedBy), ne(endedBy, 'customer')));
    case 'expired':
      return and(isNull(revokedAt), lte(expiresAt, now));
  }
}

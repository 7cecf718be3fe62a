import { and, eq, gt, gte, isNotNull, isNull, lt, lte, ne, or, sql, type SQL } from 'drizzle-orm';
import type { PortalSession } from '@billfold/contract';
import { toPortalSession } from '../../access/toPortalSession.js';
import { portalSessions } from '../../database/schema.js';
import type { MerchantOperation } from '../../operation.js';
import { after, newestFirst, positionOf } from '../../page/newestFirst.js';
import { toPage } from '../../page/toPage.js';
import { keyEndsAt, selectSessions } from './sessionRows.js';

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
  const rows = await selectSessions(unit.database)
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
    ({ session }) => positionOf({ at: session.createdAt, id: session.id }),
    ({ session, keyEndsAt }) => toPortalSession({ ...session, keyEndsAt }, unit.now),
  );
};

/** The states of `toPortalSession`, in SQL. */
function isIn(status: PortalSession['status'], now: Date): SQL | undefined {
  const { mode, redeemedAt, revokedAt, endedBy, expiresAt } = portalSessions;
  const at = sql`${now.toISOString()}::timestamptz`;
  const endedWithKey = and(lte(keyEndsAt, at), lt(keyEndsAt, expiresAt), isNull(revokedAt));
  const isLive = and(isNull(revokedAt), gt(expiresAt, now), or(isNull(keyEndsAt), gt(keyEndsAt, at)));
  switch (status) {
    case 'created':
      return and(isLive, isNull(redeemedAt), eq(mode, 'hosted'));
    case 'open':
      return and(isLive, or(isNotNull(redeemedAt), eq(mode, 'embedded')));
    case 'ended':
      return and(isNotNull(revokedAt), eq(endedBy, 'customer'));
    case 'revoked':
      return or(and(isNotNull(revokedAt), or(isNull(endedBy), ne(endedBy, 'customer'))), endedWithKey);
    case 'expired':
      return and(isNull(revokedAt), lte(expiresAt, now), or(isNull(keyEndsAt), gte(keyEndsAt, expiresAt)));
  }
}

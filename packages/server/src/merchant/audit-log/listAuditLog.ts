import { and, eq, gte, lt } from 'drizzle-orm';
import type { AuditEntry } from '@billfold/contract';
import { auditLog } from '../../database/schema.js';
import { toPrincipal } from '../../events/toPrincipal.js';
import type { MerchantOperation } from '../../operation.js';
import { after, newestFirst, positionOf } from '../../page/newestFirst.js';
import { toPage } from '../../page/toPage.js';

/** Much of one request is written at one instant, in an order that is part of what it tells. */
const place = { at: auditLog.at, id: auditLog.sequence };

export const listAuditLog: MerchantOperation<'listAuditLog'> = async ({ input, merchant, unit }) => {
  const { limit, cursor, ...filters } = input;
  const { customer, session, key, action, target, since, until } = filters;
  const scope = {
    key: merchant.cursorKey,
    operation: 'listAuditLog',
    owner: merchant.project,
    filters,
  };
  const rows = await unit.database
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.project, merchant.project),
        customer === undefined ? undefined : eq(auditLog.customer, customer),
        session === undefined ? undefined : eq(auditLog.by, `session:${session}`),
        key === undefined ? undefined : eq(auditLog.by, `key:${key}`),
        action === undefined ? undefined : eq(auditLog.action, action),
        target === undefined ? undefined : eq(auditLog.target, target),
        since === undefined ? undefined : gte(auditLog.at, new Date(since)),
        until === undefined ? undefined : lt(auditLog.at, new Date(until)),
        after(cursor, place, scope),
      ),
    )
    .orderBy(...newestFirst(place))
    .limit(limit + 1);
  return toPage(rows, limit, scope, ({ at, sequence }) => positionOf({ at, id: sequence }), toAuditEntry);
};

function toAuditEntry(row: typeof auditLog.$inferSelect): AuditEntry {
  const { id, at, action, customer, target, actor, before, after, requestId, ipHash } = row;
  const by = toPrincipal(row.by);
  return {
    id,
    at: at.toISOString(),
    action,
    customer,
    target,
    by,
    actor,
    session: by.kind === 'session' ? by.id : null,
    before: before as AuditEntry['before'],
    after: after as AuditEntry['after'],
    requestId,
    ipHash,
  };
}

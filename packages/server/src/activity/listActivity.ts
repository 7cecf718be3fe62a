import { and, eq, inArray } from 'drizzle-orm';
import type { ActivityEntry } from '@billfold/contract';
import { auditLog, events } from '../database/schema.js';
import type { EventData } from '../events/record.js';
import { toPrincipal } from '../events/toPrincipal.js';
import type { PortalContext, PortalOperation } from '../operation.js';
import { signCursor, type CursorScope } from '../page/cursor.js';
import { after, newestFirst, positionOf } from '../page/newestFirst.js';
import { toLine, toldActions } from './toLine.js';

const place = { at: auditLog.at, id: auditLog.sequence };

/**
 * How many rows are read for one page, where of those that were read first nothing is told, and how often. Then the page is a
 * short one: whoever fills a log with what nobody sees makes nobody wait.
 */
const MORE_ROWS = 200;
const MOST_READS = 5;

/** The audit log as the customer may see it: one story, told to two. */
export const listActivity: PortalOperation<'listActivity'> = async (context) => {
  const { limit, cursor } = context.input;
  const { caller } = context;
  const scope = {
    key: caller.cursorKey,
    operation: 'listActivity',
    owner: caller.customer.id,
    filters: {},
  };
  const data: ActivityEntry[] = [];
  let next = cursor;
  for (let read = 0; read < MOST_READS; read += 1) {
    const size = read === 0 ? limit + 1 : MORE_ROWS;
    const rows = await readRows(context, next, scope, size);
    for (const row of rows) {
      const entry = toEntry(row);
      // The one more that there is to be told says that there is another page.
      if (entry && data.length === limit) return { data, nextCursor: next ?? null };
      if (entry) data.push(entry);
      next = signCursor(positionOf({ at: row.at, id: row.sequence }), scope);
    }
    if (rows.length < size) return { data, nextCursor: null };
  }
  return { data, nextCursor: next ?? null };
};

type Row = Awaited<ReturnType<typeof readRows>>[number];

function readRows(
  { caller, unit }: Pick<PortalContext<unknown>, 'caller' | 'unit'>,
  cursor: string | undefined,
  scope: CursorScope,
  size: number,
) {
  const { id, at, sequence, action, by, actor, before, after: afterwards } = auditLog;
  return unit.database
    .select({ id, at, sequence, action, by, actor, before, after: afterwards, data: events.data })
    .from(auditLog)
    .leftJoin(events, and(eq(events.project, auditLog.project), eq(events.id, auditLog.event)))
    .where(
      and(
        eq(auditLog.project, caller.project),
        eq(auditLog.customer, caller.customer.id),
        inArray(action, [...toldActions]),
        after(cursor, place, scope),
      ),
    )
    .orderBy(...newestFirst(place))
    .limit(size);
}

function toEntry(row: Row): ActivityEntry | null {
  const by = toPrincipal(row.by);
  const object = (row.data as EventData | null)?.object ?? null;
  const { id, at, action, before, after } = row;
  const line = toLine({ action, by, before, after, object });
  return (
    line && {
      id,
      at: at.toISOString(),
      by: whoOf[by.kind],
      // Who works for the merchant is not the customer's business, unless they sit in the customer's portal.
      actorName: by.kind === 'session' ? (row.actor?.name ?? null) : null,
      ...line,
    }
  );
}

const whoOf = {
  session: 'customer',
  key: 'merchant',
  operator: 'merchant',
  server: 'automatic',
  anyone: 'automatic',
} as const satisfies Record<string, ActivityEntry['by']>;

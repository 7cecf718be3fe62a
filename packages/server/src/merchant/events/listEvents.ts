import { and, desc, eq, lt } from 'drizzle-orm';
import { events } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import { toEvent } from '../../events/eventRows.js';
import type { MerchantOperation } from '../../operation.js';
import { openCursor } from '../../page/cursor.js';
import { toPage } from '../../page/toPage.js';

export const listEvents: MerchantOperation<'listEvents'> = async ({
  input: { limit, cursor, type = null, customer = null },
  merchant: { project, cursorKey },
  unit,
}) => {
  const filters = { type, customer };
  const scope = { key: cursorKey, operation: 'listEvents', owner: project, filters };
  const rows = await unit.database
    .select()
    .from(events)
    .where(
      and(
        eq(events.project, project),
        type === null ? undefined : eq(events.type, type),
        customer === null ? undefined : eq(events.customer, customer),
        cursor === undefined ? undefined : lt(events.sequence, toSequence(openCursor(cursor, scope))),
      ),
    )
    // Not by time: much of one request is written at one instant, and is told in the order in which it was done.
    .orderBy(desc(events.sequence))
    .limit(limit + 1);
  return toPage(rows, limit, scope, ({ sequence }) => String(sequence), toEvent);
};

function toSequence(position: string): number {
  if (!/^\d{1,15}$/.test(position)) throw new BillfoldError('invalid_cursor');
  return Number(position);
}

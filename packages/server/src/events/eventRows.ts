import { and, eq } from 'drizzle-orm';
import type { Event, EventType } from '@billfold/contract';
import type { Database } from '../database/Database.js';
import { events } from '../database/schema.js';
import { BillfoldError } from '../errors.js';

type EventRow = typeof events.$inferSelect;

/** @throws BillfoldError `not_found`. */
export async function readEvent(database: Database, project: string, id: string): Promise<EventRow> {
  const it = and(eq(events.project, project), eq(events.id, id));
  const [row] = await database.select().from(events).where(it);
  if (!row) throw new BillfoldError('not_found');
  return row;
}

/** An event as merchants see it: the same in a list, by its id, and in every delivery. */
export function toEvent(row: EventRow): Event {
  return {
    id: row.id,
    type: row.type as EventType,
    createdAt: row.at.toISOString(),
    sequence: row.sequence,
    customer: row.customer,
    data: { previousAttributes: null, ...(row.data as object) } as Event['data'],
    actor: row.actor,
    request: { id: row.requestId, idempotencyKey: row.idempotencyKey },
  };
}

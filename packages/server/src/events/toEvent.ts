import type { Event, EventType } from '@billfold/contract';
import type { events } from '../database/schema.js';

/** An event as merchants see it: the same in a list, by its id, and in every delivery, byte for byte. */
export function toEvent(row: typeof events.$inferSelect): Event {
  return {
    id: row.id,
    type: row.type as EventType,
    createdAt: row.at.toISOString(),
    sequence: row.sequence,
    customer: row.customer,
    data: row.data as Event['data'],
    actor: row.actor,
    request: { id: row.requestId, idempotencyKey: row.idempotencyKey },
  };
}

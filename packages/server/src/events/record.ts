import type { Actor, CancellationReason } from '@billfold/contract';
import { makeId } from '../access/secrets.js';
import type { Database } from '../database/Database.js';
import { auditLog, events } from '../database/schema.js';

/** Who did it: a merchant's key, a customer's session, the server itself, or nobody known. */
export type Principal = `key:${string}` | `session:${string}` | 'server' | 'anyone';

/** Something that was done. */
export interface Deed {
  project: string;
  customer: string | null;
  /** What was done, named as its event would be: `customer.updated`. */
  type: string;
  /** Id of what it was done to. */
  target: string | null;
  by: Principal;
  actor?: Actor | null;
  at: Date;
}

/**
 * Writes down that something was done and that the merchant is to be told, in the transaction that did it:
 * either all three exist afterwards or none.
 *
 * @param data the event's `data`: the resource as `object`, and what it was before as `previousAttributes`.
 */
export async function record(database: Database, deed: Deed & { data: EventData }): Promise<void> {
  const { project, customer, type, at } = deed;
  await audit(database, deed);
  const data = withoutSecrets(deed.data);
  await database.insert(events).values({ project, id: makeId('evt'), type, customer, data, at });
}

/** What a payment is confirmed with is the customer's: whoever is told of it needs to know only that it waits. */
function withoutSecrets(data: EventData): EventData {
  const withoutSecret = (name: string, value: unknown) => (name === 'clientSecret' ? null : value);
  return JSON.parse(JSON.stringify(data, withoutSecret)) as EventData;
}

/** Writes down that something was done of which nobody has to be told. */
export async function audit(database: Database, deed: Deed): Promise<void> {
  const { project, customer, type, target, by, actor = null, at } = deed;
  await database
    .insert(auditLog)
    .values({ project, id: makeId('aud'), customer, action: type, by, actor, target, at });
}

export interface EventData {
  object: object;
  previousAttributes?: object;
  /** Of a cancellation, and of an offer that was taken instead: what the customer said. */
  cancellationDetails?: { feedback: CancellationReason | null; comment: string | null };
}

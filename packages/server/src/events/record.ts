import type { Actor } from '@billfold/contract';
import { makeId } from '../access/secrets.js';
import type { Database } from '../database/Database.js';
import { auditLog, events } from '../database/schema.js';

/** Who did it: a merchant's key, a customer's session, or nobody known. */
export type Doer = `key:${string}` | `session:${string}` | 'anyone';

/**
 * Writes down that something was done and that the merchant is to be told, in the transaction that did it:
 * either all three exist afterwards or none.
 */
export async function record(
  database: Database,
  what: {
    project: string;
    customer: string | null;
    type: string;
    target: string;
    by: Doer;
    actor?: Actor | null;
    data: unknown;
    at: Date;
  },
): Promise<void> {
  const { project, customer, type, target, by, actor = null, data, at } = what;
  await database
    .insert(auditLog)
    .values({ project, id: makeId('aud'), customer, action: type, by, actor, target, at });
  await database.insert(events).values({ project, id: makeId('evt'), type, customer, data, at });
}

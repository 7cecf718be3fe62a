import type { Actor, CancellationReason } from '@billfold/contract';
import { makeId } from '../access/secrets.js';
import { auditLog, events } from '../database/schema.js';
import type { UnitOfWork } from '../provider/Provider.js';
import { changedBy } from './changedBy.js';

/** Who did it: a merchant's key, a customer's session, somebody at the command line, the server itself, or nobody known. */
export type Principal = `key:${string}` | `session:${string}` | 'operator' | 'server' | 'anyone';

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

/** What it changed: the same fields before and after. */
export interface Change {
  before?: object | null;
  after?: object | null;
}

/**
 * Writes down that something was done and that the merchant is to be told, in the transaction that did it:
 * either all three exist afterwards or none.
 *
 * @param unit where the change was written, and for which request.
 * @param deed.data the event's `data`: the resource as `object`, and what it was before as `previousAttributes`.
 */
export async function record(unit: UnitOfWork, deed: Deed & { data: EventData }): Promise<void> {
  const { project, customer, type, actor = null, at } = deed;
  const id = makeId('evt');
  const data = withoutSecrets(deed.data);
  await unit.database.insert(events).values({
    project,
    id,
    type,
    customer,
    data,
    actor,
    requestId: unit.request?.id ?? null,
    idempotencyKey: unit.request?.idempotencyKey ?? null,
    at,
  });
  await writeDown(unit, deed, changedBy(type, data), id);
}

/** Writes down that something was done of which nobody has to be told. */
export async function audit(unit: UnitOfWork, deed: Deed & Change): Promise<void> {
  await writeDown(unit, deed, deed, null);
}

async function writeDown(
  { database, request }: UnitOfWork,
  { project, customer, type, target, by, actor = null, at }: Deed,
  { before = null, after = null }: Change,
  event: string | null,
): Promise<void> {
  await database.insert(auditLog).values({
    project,
    id: makeId('aud'),
    customer,
    action: type,
    by,
    actor,
    target,
    before: before && withoutSecrets(before),
    after: after && withoutSecrets(after),
    event,
    requestId: request?.id ?? null,
    ipHash: request?.ipHash ?? null,
    at,
  });
}

/** What a payment is confirmed with is the customer's: whoever is told of it needs to know only that it waits. */
function withoutSecrets<Data extends object>(data: Data): Data {
  const withoutSecret = (name: string, value: unknown) => (name === 'clientSecret' ? null : value);
  return JSON.parse(JSON.stringify(data, withoutSecret)) as Data;
}

export interface EventData {
  object: object;
  previousAttributes?: object;
  /** Of a cancellation, and of an offer that was taken instead: what the customer said. */
  cancellationDetails?: { feedback: CancellationReason | null; comment: string | null };
}

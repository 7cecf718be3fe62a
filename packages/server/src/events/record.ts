import { sql } from 'drizzle-orm';
import type { Actor, CancellationReason, EventType } from '@billfold/contract';
import { makeId } from '../access/secrets.js';
import { auditLog } from '../database/schema.js';
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
 * either all of it exists afterwards or nothing. It is sent to every endpoint that is there now and listens to it.
 *
 * @param unit where the change was written, and for which request.
 * @param deed.data the event's `data`: the resource as `object`, and what it was before as `previousAttributes`.
 * @param onlyTo the one endpoint that is told, whatever it listens to.
 */
export async function record(
  unit: UnitOfWork,
  deed: Deed & { type: EventType; data: EventData },
  onlyTo: string | null = null,
): Promise<string> {
  const { type } = deed;
  const id = makeId('evt');
  const data = withoutSecrets(deed.data);
  await writeEvent(unit, { ...deed, id, data }, onlyTo);
  await writeDown(unit, deed, changedBy(type, data), id);
  return id;
}

/** The event and what is to be sent, by one statement: where nobody listens, the second costs nothing. */
async function writeEvent(
  { database, request, now }: UnitOfWork,
  event: Deed & { id: string; data: EventData },
  onlyTo: string | null,
): Promise<void> {
  const { project, id, type, customer, actor = null, at } = event;
  const dueAt = sql`${now.toISOString()}::timestamptz`;
  await database.execute(sql`
    with recorded as (
      insert into events (project_id, id, type, customer_id, data, actor, request_id, idempotency_key, at)
      values (${project}, ${id}, ${type}, ${customer}, ${JSON.stringify(event.data)}::jsonb,
        ${actor && JSON.stringify(actor)}::jsonb, ${request?.id ?? null}, ${request?.idempotencyKey ?? null},
        ${at.toISOString()}::timestamptz)
      returning project_id, id, type)
    insert into webhook_deliveries (project_id, endpoint_id, event_id, next_attempt_at, created_at)
    select event.project_id, endpoint.id, event.id, ${dueAt}, ${dueAt}
    from recorded event join webhook_endpoints endpoint on endpoint.project_id = event.project_id
    where endpoint.enabled and case when ${onlyTo}::text is null
      then endpoint.event_types is null or event.type = any (endpoint.event_types)
      else endpoint.id = ${onlyTo} end`);
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

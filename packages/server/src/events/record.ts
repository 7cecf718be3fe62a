import { sql } from 'drizzle-orm';
import type { Actor, CancellationReason, EventType } from '@billfold/contract';
import { makeId } from '../access/secrets.js';
import { auditLog } from '../database/schema.js';
import type { UnitOfWork } from '../provider/Provider.js';
import { changedBy } from './changedBy.js';
import { isGone, isProvided, toldObject } from './toldObject.js';

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

/** Something that the merchant is told of. */
export type ToldDeed = Deed & {
  type: EventType;
  /** The event's `data`: the resource as `object`, and what it was before as `previousAttributes`. */
  data: EventData;
};

/**
 * Writes down that something was done and that the merchant is to be told, in the transaction that did it:
 * either all of it exists afterwards or nothing. It is sent to every endpoint that is there now and listens to it.
 *
 * @param unit where the change was written, and for which request.
 * @param onlyTo the one endpoint that is told, whatever it listens to.
 * @returns the event's id.
 */
export async function record(
  unit: UnitOfWork,
  deed: ToldDeed,
  onlyTo: string | null = null,
): Promise<string> {
  const [id] = await recordAll(unit, [deed], onlyTo);
  return id!;
}

/** Writes down many things in the order in which they were done, by two statements for a thousand of them; see `record`. */
export async function recordAll(
  unit: UnitOfWork,
  deeds: readonly ToldDeed[],
  onlyTo: string | null = null,
): Promise<string[]> {
  const told = deeds.map((deed) => ({ ...deed, id: makeId('evt'), data: withoutSecrets(deed.data) }));
  for (let start = 0; start < told.length; start += CHUNK) {
    const chunk = told.slice(start, start + CHUNK);
    await writeEvents(unit, chunk, onlyTo);
    await writeDown(
      unit,
      chunk.map((deed) => ({ ...deed, ...changedBy(deed.type, deed.data), event: deed.id })),
    );
  }
  return told.map(({ id }) => id);
}

const CHUNK = 1_000;

/**
 * The events, what is to be sent, and what was told last of what a provider elsewhere keeps, by one statement: where nobody
 * listens, and where no provider is elsewhere, the rest costs nothing.
 */
async function writeEvents(
  { database, request, now }: UnitOfWork,
  told: readonly (ToldDeed & { id: string })[],
  onlyTo: string | null,
): Promise<void> {
  const rows = told.map(({ project, id, type, target, customer, data, actor = null, at }, n) => ({
    n,
    object: toldObject(type),
    target,
    gone: isGone(type),
    provided: isProvided(type),
    project_id: project,
    id,
    type,
    customer_id: customer,
    data,
    actor,
    request_id: request?.id ?? null,
    idempotency_key: request?.idempotencyKey ?? null,
    at,
  }));
  const dueAt = sql`${now.toISOString()}::timestamptz`;
  await database.execute(sql`
    with deeds as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as deed (n int, object text, target text,
        gone boolean, provided boolean, project_id text, id text, type text, customer_id text, data jsonb, actor jsonb, request_id text,
        idempotency_key text, at timestamptz)),
    recorded as (
      insert into events (project_id, id, type, customer_id, data, actor, request_id, idempotency_key, at)
      select project_id, id, type, customer_id, data, actor, request_id, idempotency_key, at from deeds order by n
      returning project_id, id, type),
    watched as (
      update told_customers customer set revision = customer.revision + 1
      where (customer.project_id, customer.customer_id) in
        (select project_id, customer_id from deeds where provided)
      returning customer.project_id, customer.customer_id),
    kept as (
      insert into told_resources as known (project_id, customer_id, object, id, resource)
      select distinct on (project_id, customer_id, object, target) project_id, customer_id, object, target,
        case when gone then null else data -> 'object' end
      from deeds join watched using (project_id, customer_id)
      where object is not null and target is not null
      order by project_id, customer_id, object, target, n desc
      on conflict (project_id, customer_id, object, id) do update set resource = excluded.resource)
    insert into webhook_deliveries (project_id, endpoint_id, event_id, next_attempt_at, created_at)
    select event.project_id, endpoint.id, event.id, ${dueAt}, ${dueAt}
    from recorded event join webhook_endpoints endpoint on endpoint.project_id = event.project_id
    where endpoint.enabled and case when ${onlyTo}::text is null
      then endpoint.event_types is null or event.type = any (endpoint.event_types)
      else endpoint.id = ${onlyTo} end`);
}

/** Writes down that something was done of which nobody has to be told. */
export async function audit(unit: UnitOfWork, deed: Deed & Change): Promise<void> {
  await writeDown(unit, [{ ...deed, event: null }]);
}

async function writeDown(
  { database, request }: UnitOfWork,
  deeds: readonly (Deed & Change & { event: string | null })[],
): Promise<void> {
  await database.insert(auditLog).values(
    deeds.map(({ project, customer, type, target, by, actor = null, before, after, event, at }) => ({
      project,
      id: makeId('aud'),
      customer,
      action: type,
      by,
      actor,
      target,
      before: before ? withoutSecrets(before) : null,
      after: after ? withoutSecrets(after) : null,
      event,
      requestId: request?.id ?? null,
      ipHash: request?.ipHash ?? null,
      at,
    })),
  );
}

/** What a payment is confirmed with is the customer's: whoever is told of it needs to know only that it waits. */
export function withoutSecrets<Data extends object>(data: Data): Data {
  const withoutSecret = (name: string, value: unknown) => (name === 'clientSecret' ? null : value);
  return JSON.parse(JSON.stringify(data, withoutSecret)) as Data;
}

export interface EventData {
  object: object;
  previousAttributes?: object;
  /** Of a cancellation, and of an offer that was taken instead: what the customer said. */
  cancellationDetails?: { feedback: CancellationReason | null; comment: string | null };
}

import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Event } from '@billfold/contract';
import { makeId } from '../access/secrets.js';
import { rowsOf, type Database } from '../database/Database.js';
import { events, projects, webhookDeliveries, webhookEndpoints } from '../database/schema.js';
import { toEvent } from '../events/eventRows.js';
import type { EndpointRow } from './endpointRows.js';

/** A delivery that this process, and no other, is sending. */
export interface Claim {
  endpoint: EndpointRow;
  event: Event;
  testMode: boolean;
  /** How many tries of the schedule there were before. */
  step: number;
  lease: string;
}

/** Which deliveries a process can take on. */
export interface Room {
  /** How many in all. */
  free: number;
  /** How many it is sending to each endpoint already. */
  running: ReadonlyMap<string, number>;
}

interface DeliveryKey {
  project: string;
  endpoint: string;
  event: string;
}

/** How many are sent to one endpoint at the same time; one at a time to those that fail, of which each may take its 20 seconds. */
const AT_ONCE = 4;

/** Longer than any try can take. What is still leased then was left behind by a process that has ended. */
const LEASE_SECONDS = 30;

/**
 * Takes on what is due, from every endpoint a little: one that is slow, or has much waiting, holds up nobody else. Two
 * processes never hold the same delivery, and neither waits for the other. Leases go by the clock of the database, which all
 * processes have in common.
 */
export async function claimDue(database: Database, now: Date, { free, running }: Room): Promise<Claim[]> {
  const lease = makeId('lease');
  const busy = JSON.stringify(Object.fromEntries(running));
  const claimed = await rowsOf<DeliveryKey>(
    database,
    sql`with due as (
        select waiting.* from webhook_endpoints e cross join lateral (
          select d.project_id, d.endpoint_id, d.event_id, d.next_attempt_at from webhook_deliveries d
          where d.project_id = e.project_id and d.endpoint_id = e.id
            and d.next_attempt_at <= ${now.toISOString()}::timestamptz
            and (d.leased_until is null or d.leased_until <= clock_timestamp())
          order by d.next_attempt_at
          limit greatest(0, case when e.failing_since is null then ${AT_ONCE} else 1 end
            - coalesce((${busy}::jsonb ->> e.id)::int, 0))
          for update skip locked
        ) waiting
        where e.enabled
        order by waiting.next_attempt_at
        limit ${free})
      update webhook_deliveries d
      set lease = ${lease}, leased_until = clock_timestamp() + ${LEASE_SECONDS} * interval '1 second'
      from due
      where d.project_id = due.project_id and d.endpoint_id = due.endpoint_id and d.event_id = due.event_id
      returning d.project_id as project, d.endpoint_id as endpoint, d.event_id as event`,
  );
  return claimed.length === 0 ? [] : readClaims(database, claimed, lease);
}

/** What there is to send. An endpoint that was removed since has none. */
async function readClaims(database: Database, keys: DeliveryKey[], lease: string): Promise<Claim[]> {
  const { project, endpoint, event, step } = webhookDeliveries;
  const rows = await database
    .select({ endpoint: webhookEndpoints, event: events, testMode: projects.testMode, step })
    .from(webhookDeliveries)
    .innerJoin(projects, eq(projects.id, project))
    .innerJoin(
      webhookEndpoints,
      and(eq(webhookEndpoints.project, project), eq(webhookEndpoints.id, endpoint)),
    )
    .innerJoin(events, and(eq(events.project, project), eq(events.id, event)))
    .where(
      and(
        inArray(project, [...new Set(keys.map((key) => key.project))]),
        inArray(endpoint, [...new Set(keys.map((key) => key.endpoint))]),
        inArray(event, [...new Set(keys.map((key) => key.event))]),
        eq(webhookDeliveries.lease, lease),
      ),
    );
  return rows.map((row) => ({ ...row, event: toEvent(row.event), lease }));
}

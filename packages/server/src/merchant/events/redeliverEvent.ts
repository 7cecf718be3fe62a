import { and, eq } from 'drizzle-orm';
import type { EventType, WebhookEndpoint } from '@billfold/contract';
import type { Database } from '../../database/Database.js';
import { webhookDeliveries, webhookEndpoints } from '../../database/schema.js';
import { audit } from '../../events/record.js';
import type { MerchantOperation } from '../../operation.js';
import { readEndpoint, requireEnabled } from '../../webhooks/endpointRows.js';
import { readEvent } from '../../events/eventRows.js';

export const redeliverEvent: MerchantOperation<'redeliverEvent'> = async ({
  input,
  merchant: { project, key },
  unit,
}) => {
  const { database, now } = unit;
  const event = await readEvent(database, project, input.event);
  const endpoints = await endpointsFor(
    database,
    project,
    event.type as EventType,
    input.endpoint ?? testedBy(event),
  );
  if (endpoints.length > 0) {
    // As if it had just happened: from the first step of the schedule, also where a try is under way right now.
    const afresh = { step: 0, nextAttemptAt: now, lease: null, leasedUntil: null };
    const { project: of, endpoint: to, event: it } = webhookDeliveries;
    await database
      .insert(webhookDeliveries)
      .values(
        endpoints.map((endpoint) => ({ project, endpoint, event: event.id, ...afresh, createdAt: now })),
      )
      .onConflictDoUpdate({ target: [of, to, it], set: afresh });
  }
  await audit(unit, {
    project,
    customer: event.customer,
    type: 'event.redelivered',
    target: event.id,
    by: `key:${key}`,
    at: now,
    after: { endpoints },
  });
  return { event: event.id, endpoints };
};

/** The endpoint that a test event was made for: to the others it would be a test that nobody has asked for. */
function testedBy({ type, data }: Awaited<ReturnType<typeof readEvent>>): string | undefined {
  const isTest = (type as EventType) === 'webhook_endpoint.test';
  return isTest ? (data as { object: WebhookEndpoint }).object.id : undefined;
}

/** The one that was named, whatever it listens to; or all that are switched on and listen to it. */
async function endpointsFor(
  database: Database,
  project: string,
  type: EventType,
  named: string | undefined,
): Promise<string[]> {
  if (named !== undefined) {
    const endpoint = await readEndpoint(database, project, named);
    requireEnabled(endpoint);
    return [endpoint.id];
  }
  const rows = await database
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.project, project), eq(webhookEndpoints.enabled, true)))
    .orderBy(webhookEndpoints.createdAt, webhookEndpoints.id);
  return rows
    .filter(({ eventTypes }) => eventTypes === null || eventTypes.includes(type))
    .map(({ id }) => id);
}

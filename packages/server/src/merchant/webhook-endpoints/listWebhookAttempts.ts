import { and, eq } from 'drizzle-orm';
import type { EventType, WebhookAttempt } from '@billfold/contract';
import { events, webhookAttempts } from '../../database/schema.js';
import type { MerchantOperation } from '../../operation.js';
import { after, newestFirst, positionOf } from '../../page/newestFirst.js';
import { toPage } from '../../page/toPage.js';
import { readEndpoint } from '../../webhooks/endpointRows.js';

const place = { at: webhookAttempts.at, id: webhookAttempts.id };

export const listWebhookAttempts: MerchantOperation<'listWebhookAttempts'> = async ({
  input: { endpoint, event = null, limit, cursor },
  merchant: { project, cursorKey },
  unit,
}) => {
  await readEndpoint(unit.database, project, endpoint);
  const filters = { endpoint, event };
  const scope = { key: cursorKey, operation: 'listWebhookAttempts', owner: project, filters };
  const rows = await unit.database
    .select({ attempt: webhookAttempts, type: events.type })
    .from(webhookAttempts)
    .innerJoin(events, and(eq(events.project, project), eq(events.id, webhookAttempts.event)))
    .where(
      and(
        eq(webhookAttempts.project, project),
        eq(webhookAttempts.endpoint, endpoint),
        event === null ? undefined : eq(webhookAttempts.event, event),
        after(cursor, place, scope),
      ),
    )
    .orderBy(...newestFirst(place))
    .limit(limit + 1);
  return toPage(rows, limit, scope, ({ attempt }) => positionOf(attempt), toWebhookAttempt);
};

function toWebhookAttempt({
  attempt: row,
  type,
}: {
  attempt: typeof webhookAttempts.$inferSelect;
  type: string;
}): WebhookAttempt {
  const { project: _project, at, nextAttemptAt, ...facts } = row;
  return {
    ...facts,
    eventType: type as EventType,
    at: at.toISOString(),
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
  };
}

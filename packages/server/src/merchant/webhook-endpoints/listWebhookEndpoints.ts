import { and, eq } from 'drizzle-orm';
import { webhookEndpoints } from '../../database/schema.js';
import type { MerchantOperation } from '../../operation.js';
import { after, newestFirst, positionOf } from '../../page/newestFirst.js';
import { toPage } from '../../page/toPage.js';
import { toWebhookEndpoint } from '../../webhooks/endpointRows.js';

const place = { at: webhookEndpoints.createdAt, id: webhookEndpoints.id };

export const listWebhookEndpoints: MerchantOperation<'listWebhookEndpoints'> = async ({
  input: { limit, cursor },
  merchant: { project, cursorKey },
  unit,
}) => {
  const scope = { key: cursorKey, operation: 'listWebhookEndpoints', owner: project, filters: {} };
  const rows = await unit.database
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.project, project), after(cursor, place, scope)))
    .orderBy(...newestFirst(place))
    .limit(limit + 1);
  return toPage(
    rows,
    limit,
    scope,
    ({ createdAt, id }) => positionOf({ at: createdAt, id }),
    (row) => toWebhookEndpoint(row, unit.now),
  );
};

import { and, eq } from 'drizzle-orm';
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import { audit } from '../../events/record.js';
import type { MerchantOperation } from '../../operation.js';
import { endpointOf, toWebhookEndpoint } from '../../webhooks/endpointRows.js';

export const deleteWebhookEndpoint: MerchantOperation<'deleteWebhookEndpoint'> = async ({
  input: { endpoint: id },
  merchant: { project, key },
  unit,
}) => {
  const { database, now } = unit;
  const of = (table: typeof webhookDeliveries | typeof webhookAttempts) =>
    and(eq(table.project, project), eq(table.endpoint, id));
  // In the order in which those who write down a try lock them.
  await database.delete(webhookDeliveries).where(of(webhookDeliveries));
  await database.delete(webhookAttempts).where(of(webhookAttempts));
  const [removed] = await database.delete(webhookEndpoints).where(endpointOf(project, id)).returning();
  if (!removed) throw new BillfoldError('not_found');
  const type = 'webhook_endpoint.deleted';
  const before = toWebhookEndpoint(removed, now);
  await audit(unit, { project, customer: null, type, target: id, by: `key:${key}`, at: now, before });
  return null;
};

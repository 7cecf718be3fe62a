import { eq } from 'drizzle-orm';
import type { MerchantOperation } from '../../operation.js';
import { projects, webhookEndpoints } from '../../database/schema.js';
import { previousAttributes } from '../../events/previousAttributes.js';
import { audit } from '../../events/record.js';
import { checkEndpointUrl, mayBeLocal } from '../../webhooks/endpointAddress.js';
import { endpointOf, holdEndpoint, toWebhookEndpoint } from '../../webhooks/endpointRows.js';

/** What a new endpoint, and another address, begins with. */
const neverFailed = { failingSince: null, failedAt: null } as const;

/** Switched on again, it begins as a new one would: whatever failed is forgotten, and what is still due is sent. */
const switched = {
  on: { enabled: true, disabledReason: null, ...neverFailed },
  off: { enabled: false, disabledReason: 'merchant' },
} as const;

export const updateWebhookEndpoint: MerchantOperation<'updateWebhookEndpoint'> = async ({
  input: { endpoint: id, enabled, ...fields },
  merchant: { project, key },
  unit,
  publicUrl,
}) => {
  const { database, now } = unit;
  if (fields.url !== undefined) {
    const [found] = await database.select().from(projects).where(eq(projects.id, project));
    checkEndpointUrl(fields.url, mayBeLocal(publicUrl, found!.testMode));
  }
  const row = await holdEndpoint(database, project, id);
  const before = toWebhookEndpoint(row, now);
  // Switched off by itself, it stays so for that reason: the merchant has not decided anything new.
  const isSwitched = enabled !== undefined && (enabled || row.enabled);
  const isElsewhere = fields.url !== undefined && fields.url !== row.url;
  const changed = {
    ...row,
    ...fields,
    ...(isElsewhere && neverFailed),
    ...(isSwitched && switched[enabled ? 'on' : 'off']),
  };
  const after = toWebhookEndpoint(changed, now);
  const previous = previousAttributes(before, after);
  if (Object.keys(previous).length === 0) return after;

  await database.update(webhookEndpoints).set(changed).where(endpointOf(project, id));
  await audit(unit, {
    project,
    customer: null,
    type: 'webhook_endpoint.updated',
    target: id,
    by: `key:${key}`,
    at: now,
    before: previous,
    after: previousAttributes(after, before),
  });
  return after;
};

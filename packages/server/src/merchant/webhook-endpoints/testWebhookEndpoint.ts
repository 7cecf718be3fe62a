import { record } from '../../events/record.js';
import type { MerchantOperation } from '../../operation.js';
import { readEndpoint, requireEnabled, toWebhookEndpoint } from '../../webhooks/endpointRows.js';

export const testWebhookEndpoint: MerchantOperation<'testWebhookEndpoint'> = async ({
  input,
  merchant: { project, key },
  unit,
}) => {
  const endpoint = await readEndpoint(unit.database, project, input.endpoint);
  requireEnabled(endpoint);
  const event = await record(
    unit,
    {
      project,
      customer: null,
      type: 'webhook_endpoint.test',
      target: endpoint.id,
      by: `key:${key}`,
      at: unit.now,
      data: { object: toWebhookEndpoint(endpoint, unit.now) },
    },
    endpoint.id,
  );
  return { event };
};

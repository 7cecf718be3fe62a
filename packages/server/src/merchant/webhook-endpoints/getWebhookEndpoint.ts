import type { MerchantOperation } from '../../operation.js';
import { readEndpoint, toWebhookEndpoint } from '../../webhooks/endpointRows.js';

export const getWebhookEndpoint: MerchantOperation<'getWebhookEndpoint'> = async ({
  input,
  merchant,
  unit,
}) => toWebhookEndpoint(await readEndpoint(unit.database, merchant.project, input.endpoint), unit.now);

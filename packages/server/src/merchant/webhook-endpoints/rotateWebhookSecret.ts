import { webhookEndpoints } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import { audit } from '../../events/record.js';
import type { MerchantOperation } from '../../operation.js';
import {
  endpointOf,
  holdEndpoint,
  makeSigningSecret,
  toWebhookEndpoint,
} from '../../webhooks/endpointRows.js';

export const rotateWebhookSecret: MerchantOperation<'rotateWebhookSecret'> = async ({
  input: { endpoint: id, overlapHours },
  merchant: { project, key },
  unit,
  secretBox,
}) => {
  if (!secretBox) throw new BillfoldError('webhooks_unavailable');
  const { database, now } = unit;
  const before = await holdEndpoint(database, project, id);
  const { secret, sealed } = await makeSigningSecret(secretBox, id);
  const overlap =
    overlapHours === 0
      ? { previousSecret: null, previousSecretUntil: null }
      : {
          previousSecret: before.secret,
          previousSecretUntil: new Date(now.getTime() + overlapHours * 3_600_000),
        };
  const changed = { ...before, secret: sealed, ...overlap };
  await database.update(webhookEndpoints).set(changed).where(endpointOf(project, id));
  await audit(unit, {
    project,
    customer: null,
    type: 'webhook_endpoint.secret_rotated',
    target: id,
    by: `key:${key}`,
    at: now,
    before: { previousSecretUntil: toWebhookEndpoint(before, now).previousSecretUntil },
    after: { previousSecretUntil: toWebhookEndpoint(changed, now).previousSecretUntil },
  });
  return { ...toWebhookEndpoint(changed, now), secret };
};

import { count, eq } from 'drizzle-orm';
import { makeId } from '../../access/secrets.js';
import type { Database } from '../../database/Database.js';
import { projects, webhookEndpoints } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import { audit } from '../../events/record.js';
import type { MerchantOperation } from '../../operation.js';
import { checkEndpointUrl, mayBeLocal } from '../../webhooks/endpointAddress.js';
import { makeSigningSecret, toWebhookEndpoint } from '../../webhooks/endpointRows.js';

/** How many endpoints a project may have: each is a row that is written with every event. */
export const MOST_ENDPOINTS = 20;

export const createWebhookEndpoint: MerchantOperation<'createWebhookEndpoint'> = async ({
  input: { url, description = null, eventTypes = null },
  merchant: { project, key },
  unit,
  publicUrl,
  secretBox,
}) => {
  if (!secretBox) throw new BillfoldError('webhooks_unavailable');
  const { database, now } = unit;
  const { testMode } = await holdProject(database, project);
  checkEndpointUrl(url, mayBeLocal(publicUrl, testMode));
  await checkRoom(database, project);
  const id = makeId('we');
  const { secret, sealed } = await makeSigningSecret(secretBox, id);
  const [row] = await database
    .insert(webhookEndpoints)
    .values({ project, id, url, description, eventTypes, secret: sealed, enabled: true, createdAt: now })
    .returning();
  const endpoint = toWebhookEndpoint(row!, now);
  const type = 'webhook_endpoint.created';
  const by = `key:${key}` as const;
  await audit(unit, { project, customer: null, type, target: id, by, at: now, after: endpoint });
  return { ...endpoint, secret };
};

/** Whoever else adds an endpoint to the project waits: two who count at once would both find room. */
async function holdProject(database: Database, project: string) {
  const { id, testMode } = projects;
  const rows = database.select({ testMode }).from(projects).where(eq(id, project));
  return (await rows.for('no key update'))[0]!;
}

async function checkRoom(database: Database, project: string): Promise<void> {
  const [found] = await database
    .select({ endpoints: count() })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.project, project));
  if (found!.endpoints < MOST_ENDPOINTS) return;
  const message = `is one too many: a project has ${MOST_ENDPOINTS} webhook endpoints at most`;
  throw new BillfoldError('conflict', { fields: [{ path: 'url', message }] });
}

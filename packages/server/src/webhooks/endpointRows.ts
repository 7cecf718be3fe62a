import { and, eq } from 'drizzle-orm';
import type { WebhookEndpoint } from '@billfold/contract';
import { toBase64, type SecretBox } from '../access/secretBox.js';
import { webhookEndpoints } from '../database/schema.js';
import type { Database } from '../database/Database.js';
import { BillfoldError } from '../errors.js';

export type EndpointRow = typeof webhookEndpoints.$inferSelect;

export const endpointOf = (project: string, id: string) =>
  and(eq(webhookEndpoints.project, project), eq(webhookEndpoints.id, id));

/** @throws BillfoldError `not_found`. */
export async function readEndpoint(database: Database, project: string, id: string): Promise<EndpointRow> {
  const [row] = await database.select().from(webhookEndpoints).where(endpointOf(project, id));
  if (!row) throw new BillfoldError('not_found');
  return row;
}

/** What is sent to an endpoint that is switched off would wait, for whoever has asked for it now. */
export function requireEnabled({ enabled }: EndpointRow): void {
  if (enabled) return;
  const message = 'is switched off; switch it on first';
  throw new BillfoldError('conflict', { fields: [{ path: 'endpoint', message }] });
}

/**
 * An endpoint that somebody is about to change: whoever else is waits. It can still be sent to.
 *
 * @throws BillfoldError `not_found`.
 */
export async function holdEndpoint(database: Database, project: string, id: string): Promise<EndpointRow> {
  const rows = database.select().from(webhookEndpoints).where(endpointOf(project, id));
  const [row] = await rows.for('no key update');
  if (!row) throw new BillfoldError('not_found');
  return row;
}

/** An endpoint as merchants see it: without any secret. */
export function toWebhookEndpoint(row: EndpointRow, now: Date): WebhookEndpoint {
  const until = row.previousSecretUntil;
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    eventTypes: row.eventTypes,
    enabled: row.enabled,
    disabledReason: row.disabledReason,
    failingSince: row.failingSince?.toISOString() ?? null,
    previousSecretUntil: until && until > now ? until.toISOString() : null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** A new signing secret in the form of Standard Webhooks, and what is kept of it. */
export async function makeSigningSecret(
  box: SecretBox,
  endpoint: string,
): Promise<{ secret: string; sealed: string }> {
  const secret = `whsec_${toBase64(crypto.getRandomValues(new Uint8Array(32)))}`;
  return { secret, sealed: await box.seal(secret, endpoint) };
}

/** The secrets that a delivery is signed by now: the endpoint's, and for a while the one before it. */
export async function signingSecrets(box: SecretBox, row: EndpointRow, now: Date): Promise<string[]> {
  const isOverlap = row.previousSecretUntil !== null && row.previousSecretUntil > now;
  const sealed = [row.secret, isOverlap ? row.previousSecret : null];
  return Promise.all(sealed.filter((it) => it !== null).map((it) => box.open(it, row.id)));
}

import { and, eq } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import type { SecretBox } from '../access/secretBox.js';
import type { Database } from '../database/Database.js';
import { webhookDeliveries } from '../database/schema.js';
import type { Log } from '../http/router.js';
import type { Claim } from './claimDue.js';
import { mayBeLocal } from './endpointAddress.js';
import { signingSecrets } from './endpointRows.js';
import { recordAttempt } from './recordAttempt.js';
import type { SendWebhook, WebhookAnswer } from './SendWebhook.js';

/** What deliveries are made with. */
export interface DeliveryParts {
  database: Database;
  send: SendWebhook;
  secretBox: SecretBox;
  /** Where browsers reach the portal. */
  publicUrl: string;
  clock: () => Date;
  log: Log;
  /** From 0 to 1: spreads the tries. */
  random: () => number;
}

/**
 * Sends one event to one endpoint once, outside of any transaction, and writes down what became of it.
 *
 * @param signal ends the try. Nothing is written down then, and the delivery is given back as it was: it may have arrived, and
 * is sent again under the same id.
 */
export async function deliver(parts: DeliveryParts, claim: Claim, signal: AbortSignal): Promise<void> {
  const { database, send, secretBox, publicUrl, clock } = parts;
  const { endpoint, event, testMode } = claim;
  const at = clock();
  const began = performance.now();
  const body = JSON.stringify(event);
  const signatures = (await signingSecrets(secretBox, endpoint, at)).map((secret) =>
    new Webhook(secret).sign(event.id, at, body),
  );
  const answer: WebhookAnswer = await send({
    url: endpoint.url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Billfold-Webhooks',
      'webhook-id': event.id,
      // Of this try, and not of the event: receivers refuse what is older than some minutes.
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    },
    body,
    allowLoopback: mayBeLocal(publicUrl, testMode),
    signal,
  });
  if (signal.aborted && 'failure' in answer) return giveBack(database, claim);
  const durationMs = Math.round(performance.now() - began);
  await recordAttempt(parts, claim, { answer, at, durationMs });
}

/** Lets any process send it at once. */
async function giveBack(database: Database, { endpoint, event, lease }: Claim): Promise<void> {
  const { project, endpoint: to, event: of, lease: by } = webhookDeliveries;
  await database
    .update(webhookDeliveries)
    .set({ lease: null, leasedUntil: null })
    .where(and(eq(project, endpoint.project), eq(to, endpoint.id), eq(of, event.id), eq(by, lease)));
}

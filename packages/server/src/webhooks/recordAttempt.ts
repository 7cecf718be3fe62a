import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { WebhookAttempt } from '@billfold/contract';
import { makeId } from '../access/secrets.js';
import type { Database } from '../database/Database.js';
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from '../database/schema.js';
import { record } from '../events/record.js';
import type { Claim } from './claimDue.js';
import type { DeliveryParts } from './deliver.js';
import { endpointOf, toWebhookEndpoint, type EndpointRow } from './endpointRows.js';
import { FAILING_FOR, nextAttempt, QUIET_FOR, readRetryAfter } from './schedule.js';
import type { WebhookAnswer } from './SendWebhook.js';

/** What has become of one try. */
interface Tried {
  answer: WebhookAnswer;
  at: Date;
  durationMs: number;
}

/**
 * Writes down what became of a try and when the next one is, in one transaction. Deliveries are locked before their endpoint,
 * here and wherever else both are.
 */
export async function recordAttempt(
  { database, clock, random, log }: Pick<DeliveryParts, 'database' | 'clock' | 'random' | 'log'>,
  claim: Claim,
  { answer, at, durationMs }: Tried,
): Promise<void> {
  const { endpoint, event, lease } = claim;
  const now = clock();
  const outcome = outcomeOf(answer, now);
  await database.transaction(async (tx) => {
    const held = await holdDelivery(tx, claim);
    // The endpoint was removed, and what was to be sent to it.
    if (!held) return;
    const disabled = await judge(tx, claim, outcome, now);
    if (disabled)
      log.warn({ endpoint: endpoint.id, reason: disabled }, 'a webhook endpoint was switched off');
    const following = next(claim, outcome, now, random());
    // Somebody has asked for it once more meanwhile: then what is planned stands.
    const isMine = held.lease === lease;
    const { project, endpoint: to, event: of } = webhookDeliveries;
    await tx
      .update(webhookDeliveries)
      .set({
        attempts: held.attempts + 1,
        ...(isMine && { step: claim.step + 1, nextAttemptAt: following, lease: null, leasedUntil: null }),
      })
      .where(and(eq(project, endpoint.project), eq(to, endpoint.id), eq(of, event.id)));
    const nextAttemptAt = disabled ? null : isMine ? following : held.nextAttemptAt;
    await tx.insert(webhookAttempts).values({
      project: endpoint.project,
      endpoint: endpoint.id,
      id: makeId('wha'),
      event: event.id,
      attempt: held.attempts + 1,
      succeeded: outcome.failure === null,
      statusCode: outcome.status,
      failure: outcome.failure,
      durationMs,
      nextAttemptAt,
      at,
    });
  });
}

interface Outcome {
  status: number | null;
  failure: WebhookAttempt['failure'];
  retryAfter: number | null;
}

/** Only 2xx says that an event has arrived. */
function outcomeOf(answer: WebhookAnswer, now: Date): Outcome {
  if ('failure' in answer) return { status: null, failure: answer.failure, retryAfter: null };
  const { status } = answer;
  const retryAfter = readRetryAfter(answer.retryAfter, now);
  if (status >= 200 && status < 300) return { status, failure: null, retryAfter: null };
  return { status, failure: status >= 300 && status < 400 ? 'redirect' : 'status', retryAfter };
}

/** What is only a test is not tried again: whoever has asked for it is looking. */
function next(
  { event, step }: Claim,
  { failure, retryAfter }: Outcome,
  now: Date,
  random: number,
): Date | null {
  if (failure === null || event.type === 'webhook_endpoint.test') return null;
  return nextAttempt(now, step + 1, retryAfter, random);
}

async function holdDelivery(tx: Database, { endpoint, event }: Claim) {
  const { project, endpoint: to, event: of, attempts, lease, nextAttemptAt } = webhookDeliveries;
  const [row] = await tx
    .select({ attempts, lease, nextAttemptAt })
    .from(webhookDeliveries)
    .where(and(eq(project, endpoint.project), eq(to, endpoint.id), eq(of, event.id)))
    .for('update');
  return row;
}

/**
 * Keeps in mind since when an endpoint fails, and switches it off where it says that it is gone, or has failed for too long.
 *
 * @returns why it was switched off; null: it was not, or is already.
 */
async function judge(
  tx: Database,
  { endpoint, event }: Claim,
  { status, failure }: Outcome,
  now: Date,
): Promise<EndpointRow['disabledReason']> {
  const it = endpointOf(endpoint.project, endpoint.id);
  if (failure === null) {
    const fresh = { failingSince: null, failedAt: null };
    // Nothing is written where nothing has failed, which is nearly always.
    await tx
      .update(webhookEndpoints)
      .set(fresh)
      .where(and(it, isNotNull(webhookEndpoints.failingSince)));
    return null;
  }
  if (event.type === 'webhook_endpoint.test' && status !== 410) return null;
  const { failingSince, failedAt } = webhookEndpoints;
  const quietSince = new Date(now.getTime() - QUIET_FOR).toISOString();
  const [failing] = await tx
    .update(webhookEndpoints)
    .set({
      failingSince: sql`case when ${failedAt} >= ${quietSince}::timestamptz then ${failingSince} else ${now.toISOString()}::timestamptz end`,
      failedAt: now,
    })
    .where(it)
    .returning();
  if (!failing?.enabled) return null;
  const reason = reasonToDisable(failing, status, now);
  if (reason) await disable(tx, failing, reason, now);
  return reason;
}

function reasonToDisable({ failingSince }: EndpointRow, status: number | null, now: Date) {
  if (status === 410) return 'gone';
  return failingSince && now.getTime() - failingSince.getTime() >= FAILING_FOR ? 'failing' : null;
}

/** What is still to be sent waits, and is sent if the endpoint is switched on again. */
async function disable(tx: Database, row: EndpointRow, disabledReason: 'failing' | 'gone', now: Date) {
  const { project, id } = row;
  const [disabled] = await tx
    .update(webhookEndpoints)
    .set({ enabled: false, disabledReason })
    .where(endpointOf(project, id))
    .returning();
  const data = {
    object: toWebhookEndpoint(disabled!, now),
    previousAttributes: { enabled: true, disabledReason: null },
  };
  const type = 'webhook_endpoint.disabled';
  await record(
    { database: tx, now },
    { project, customer: null, type, target: id, by: 'server', at: now, data },
  );
}

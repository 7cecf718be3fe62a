import { BillfoldError, Refusal } from '../errors.js';
import { audit } from '../events/record.js';
import type { IntentParts } from './driveIntent.js';
import { finishIntent, type IntentRow } from './intentRows.js';
import { sealResult } from './results.js';

/**
 * How long an intent is driven. Providers know an idempotency key for a day; one that is sent after that does a second time what
 * it was to do once.
 */
export const DRIVEN_MS = 23 * 60 * 60_000;

/** When an intent is driven no more. */
export const abandonedAt = ({ createdAt }: Pick<IntentRow, 'createdAt'>) =>
  new Date(createdAt.getTime() + DRIVEN_MS);

/**
 * Ends an intent whose outcome nobody can find out any more. Whether it was done shows where it would show, at the provider;
 * what differs there from what was told last is told as a change that was found. Somebody should look.
 */
export async function abandonIntent(parts: IntentParts, row: IntentRow): Promise<Refusal> {
  const { database, clock, log } = parts;
  const now = clock();
  const refusal = new Refusal('provider_unavailable');
  const result = await sealResult(parts, row, refusal);
  await database.transaction(async (tx) => {
    await finishIntent(tx, row, { ...result, now });
    await audit(
      { database: tx, now },
      {
        project: row.project,
        customer: row.customer,
        type: 'intent.abandoned',
        target: row.id,
        by: 'server',
        at: now,
        after: { operation: row.operation, drives: row.drives, createdAt: row.createdAt.toISOString() },
      },
    );
  });
  const { id: intent, project, customer, operation } = row;
  const err = new BillfoldError('provider_unavailable');
  log.error({ intent, project, customer, operation, err }, 'an intent was given up: look at the provider');
  return refusal;
}

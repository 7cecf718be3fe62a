import type { SecretBox } from '../access/secretBox.js';
import type { Database } from '../database/Database.js';
import { BillfoldError, Refusal } from '../errors.js';
import type { Log } from '../http/router.js';
import { toStoredRefusal, fromStoredRefusal, type StoredRefusal } from '../http/storedRefusal.js';
import { ask, isRefusal } from './ask.js';
import { converse, type Asked } from './converse.js';
import {
  dropIntent,
  finishIntent,
  IntentLost,
  leaveIntent,
  saveJournal,
  type IntentRow,
} from './intentRows.js';
import { hasChanged, isChange, readJournal, writeJournal, type Journal } from './Journal.js';
import { linkCustomer } from './linkCustomer.js';
import { pendingAnswer } from './pendingAnswer.js';
import { hasBegun, stepsOf } from './stepsOf.js';
import { readTask, type DoTask } from './Task.js';

export interface IntentParts extends Asked {
  database: Database;
  /** Seals what is kept of requests and results: names, addresses, secrets of payments. */
  secretBox: SecretBox;
  doTask: DoTask;
  log: Log;
}

/** How long all calls of one request may take together. A person is waiting, and the lease of its intent runs. */
export const ASK_MS = 15_000;

/** How long an intent rests that has met a provider which could not be reached, by how often it was driven. */
const restSeconds = (drives: number) => Math.min(60, 2 ** Math.min(drives, 6));

/**
 * Brings an intent, held by this process, to its end, from wherever an earlier process has left it.
 *
 * @returns what the operation has come to; `pending`, where it may say so, when that is not known.
 * @throws BillfoldError whatever the operation throws when nothing was changed: then the intent is gone, and its key free.
 * `provider_unavailable` when it is not known: then it is left to be driven again.
 */
export async function driveIntent(parts: IntentParts, row: IntentRow): Promise<unknown> {
  const { database, secretBox, doTask } = parts;
  const { task, request } = readTask(await secretBox.open(row.request, row.id));
  const journal: Journal = row.journal ? readJournal(await secretBox.open(row.journal, row.id)) : [];
  const unit = { database, now: row.createdAt, deadline: Date.now() + ASK_MS };
  try {
    const linked = await linkCustomer(task, unit, row, parts.provider);
    return await converse(
      parts,
      journal,
      (asked, whole) =>
        database.transaction(async (tx) => {
          const within = { database: tx, now: row.createdAt, request };
          const result = whole(await doTask(linked, within, asked));
          await finishIntent(tx, row, { ...(await sealResult(parts, row, result)), now: row.createdAt });
          return result;
        }),
      async (call, index) => {
        if (!isChange(call)) return ask(parts, call, unit);
        await saveJournal(database, row, await secretBox.seal(writeJournal(journal), row.id));
        const intent = stepsOf(database, row, index);
        const answer = await ask(parts, call, { ...unit, intent });
        // Refused is refused whole: whatever steps there were have left nothing behind.
        if ('error' in answer) intent.forget();
        return answer;
      },
    );
  } catch (error) {
    if (error instanceof IntentLost) throw new BillfoldError('idempotency_in_flight', { retryAfter: 1 });
    if (!hasChanged(journal) && !hasBegun(row)) {
      await dropIntent(database, row);
      throw error;
    }
    if (hasChanged(journal) && isRefusal(error)) {
      // Driven again it would be refused again. What was changed stays there, and its provider sends word of it.
      parts.log.error({ intent: row.id, operation: task.operation, err: error }, 'refused after it was done');
      const result = await sealResult(parts, row, new Refusal(error.code, { fields: error.fields ?? [] }));
      await finishIntent(database, row, { ...result, now: row.createdAt });
      throw error;
    }
    parts.log.warn({ intent: row.id, operation: task.operation, err: error }, 'the outcome is not known yet');
    await leaveIntent(database, row, restSeconds(row.drives));
    return pendingAnswer(task, journal);
  }
}

/** What a finished intent came to. */
export async function openResult({ secretBox }: IntentParts, row: IntentRow): Promise<unknown> {
  const result: unknown = JSON.parse(await secretBox.open(row.result!, row.id));
  return row.refused ? fromStoredRefusal(result as StoredRefusal) : result;
}

async function sealResult({ secretBox }: IntentParts, { id }: IntentRow, result: unknown) {
  const refused = result instanceof Refusal;
  const stored = JSON.stringify(refused ? toStoredRefusal(result) : (result ?? null));
  return { result: await secretBox.seal(stored, id), refused };
}

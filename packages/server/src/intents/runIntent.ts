import { hashSecret, makeId } from '../access/secrets.js';
import { BillfoldError } from '../errors.js';
import { driveIntent, isUntouched, type IntentParts } from './driveIntent.js';
import { dropIntent, findIntent, insertIntent, takeIntent, type IntentRow } from './intentRows.js';
import { openResult } from './results.js';
import { customerOf, writeTask, type StoredTask } from './Task.js';

/** Whose request it is, and the key that it was sent with. */
export interface IntentRequest {
  project: string;
  /** Id of the secret key or portal session. */
  caller: string;
  key: string | null;
  /** What the key is used up by. */
  input: unknown;
  now: Date;
}

/** How long a request waits for another one of its customer that is under way. */
const WAIT_MS = 5_000;

/**
 * Does what a request wants at a provider elsewhere, once per key. It is written down first, so that whatever happens to this
 * process or on the way to the provider, it is brought to an end; and the changes of one customer come one after the other.
 *
 * @throws BillfoldError `change_in_progress` while another change of the customer is not finished, `provider_unavailable`
 * when its outcome is not known and the answer has no other word for that; else as the operation.
 */
export async function runIntent(
  parts: IntentParts,
  { project, caller, key, input, now }: IntentRequest,
  stored: StoredTask,
): Promise<{ result: unknown; replayed: boolean }> {
  const { database, secretBox } = parts;
  const { task } = stored;
  const id = makeId('int');
  const wanted = {
    project,
    customer: customerOf(task),
    caller,
    operation: task.operation,
    key,
    requestHash: hashSecret(JSON.stringify(input)),
    request: await secretBox.seal(writeTask(stored), id),
    now,
  };
  const waitUntil = Date.now() + WAIT_MS;
  for (;;) {
    const known = await findIntent(database, wanted);
    if (known) {
      const resumed = await resume(parts, known, wanted.requestHash);
      if (resumed) return resumed;
    }
    const row = await insertIntent(database, id, wanted);
    if (row) return { result: await driveIntent(parts, row), replayed: false };
    if (Date.now() >= waitUntil) throw new BillfoldError('change_in_progress', { retryAfter: 2 });
    const wait = 50 + Math.random() * 150; // checked: it only spreads the waiting
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** The same request once more: its result, or what is missing to it. Null: that is all of it, so it begins from the start. */
async function resume(parts: IntentParts, row: IntentRow, requestHash: string) {
  if (row.requestHash !== requestHash) throw new BillfoldError('idempotency_key_reused');
  if (row.finishedAt) return { result: await openResult(parts, row), replayed: true };
  const taken = await takeIntent(parts.database, row);
  if (!taken) throw new BillfoldError('idempotency_in_flight', { retryAfter: 1 });
  if (await isUntouched(parts, taken)) {
    await dropIntent(parts.database, taken);
    return null;
  }
  return { result: await driveIntent(parts, taken), replayed: false };
}

import type { SecretBox } from '../access/secretBox.js';
import { Refusal } from '../errors.js';
import { fromStoredRefusal, toStoredRefusal, type StoredRefusal } from '../http/storedRefusal.js';
import type { IntentRow } from './intentRows.js';

interface Parts {
  /** Seals what is kept of requests and results: names, addresses, secrets of payments. */
  secretBox: SecretBox;
}

/** What a finished intent came to. */
export async function openResult({ secretBox }: Parts, row: IntentRow): Promise<unknown> {
  const result: unknown = JSON.parse(await secretBox.open(row.result!, row.id));
  return row.refused ? fromStoredRefusal(result as StoredRefusal) : result;
}

/** The same, as it is kept. */
export async function sealResult({ secretBox }: Parts, { id }: Pick<IntentRow, 'id'>, result: unknown) {
  const refused = result instanceof Refusal;
  const stored = JSON.stringify(refused ? toStoredRefusal(result) : (result ?? null));
  return { result: await secretBox.seal(stored, id), refused };
}

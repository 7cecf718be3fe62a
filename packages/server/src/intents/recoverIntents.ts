import { driveIntent, isUntouched, type IntentParts } from './driveIntent.js';
import { dropIntent, takeAnyIntent } from './intentRows.js';

/** How many are driven at the same time: a provider that has just come back is not to be overrun. */
const AT_ONCE = 4;

/**
 * Drives the intents again that somebody has left behind, the one that has been due longest first, until none is due. Each is driven
 * once at most, because one that is left rests for a while.
 *
 * @param signal to begin no other one; those that are being driven come to an end.
 * @returns how many there were.
 */
export async function recoverIntents(parts: IntentParts, signal?: AbortSignal): Promise<number> {
  const lanes = Array.from({ length: AT_ONCE }, () => recoverInTurn(parts, signal));
  // All of them have ended before this has, also where one fails: then nothing is driven by a server that has stopped.
  await Promise.allSettled(lanes);
  const counts = await Promise.all(lanes);
  return counts.reduce((sum, count) => sum + count, 0);
}

async function recoverInTurn(parts: IntentParts, signal: AbortSignal | undefined): Promise<number> {
  const { database, log } = parts;
  for (let count = 0; ; count++) {
    const row = signal?.aborted ? null : await takeAnyIntent(database);
    if (!row) return count;
    const about = { intent: row.id, operation: row.operation };
    try {
      // Nobody waits for it any more, and nobody is to be charged for what they had agreed to some time ago.
      if (await isUntouched(parts, row)) await dropIntent(database, row);
      else {
        await driveIntent(parts, row);
        log.info(about, 'drove an intent');
      }
    } catch (err) {
      log.warn({ ...about, err }, 'an intent could not be finished yet');
    }
  }
}

import { driveIntent, type IntentParts } from './driveIntent.js';
import { dropIntent, takeAnyIntent } from './intentRows.js';

/**
 * Drives the intents again that somebody has left behind, the one that has waited longest first, until none is due.
 *
 * @returns how many there were.
 */
export async function recoverIntents(parts: IntentParts): Promise<number> {
  const { database, log } = parts;
  for (let count = 0; ; count++) {
    const row = await takeAnyIntent(database);
    if (!row) return count;
    // Whoever has left it had not decided anything yet.
    if (row.journal === null) {
      await dropIntent(database, row);
      continue;
    }
    try {
      await driveIntent(parts, row);
      log.info({ intent: row.id, operation: row.operation }, 'recovered an intent');
    } catch (error) {
      log.warn(
        { intent: row.id, operation: row.operation, err: error },
        'an intent could not be finished yet',
      );
    }
  }
}

import type { Portal } from '../createPortal.js';
import type { Log } from '../http/router.js';
import { repeat } from './repeat.js';

/** Somebody may be waiting for the outcome; where nothing is open this is one look into an index. */
const EVERY_MS = 2_000;

/**
 * Brings to an end, again and again, what servers have left behind at a provider elsewhere: this one before it was killed, and
 * others.
 *
 * @param onDriven is told that there may be something to tell the merchant of.
 * @returns what stops it: no other intent is taken on, and those that are being driven come to an end.
 */
export function recoverInBackground(
  { recoverIntents }: Pick<Portal, 'recoverIntents'>,
  onDriven: () => void,
  log: Log,
  everyMs = EVERY_MS,
): () => Promise<void> {
  const stopping = new AbortController();
  const recover = async () => {
    if ((await recoverIntents(stopping.signal)) > 0) onDriven();
  };
  const stop = repeat(recover, everyMs, log);
  return async () => {
    stopping.abort();
    await stop();
  };
}

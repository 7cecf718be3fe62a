import type { Portal } from '../createPortal.js';
import type { Log } from '../http/router.js';

/** What is sent to other processes, and what could not be looked into at first, is found by looking. */
const LOOK_EVERY_MS = 1_000;

/** What looks into the notices of a provider while a server runs. */
export interface Settling {
  /** Looks at once: called when one was received. Cheap, however often. */
  wake(): void;
  /** Begins with no other customer; resolves when those that are being looked into are brought to an end. */
  stop(): Promise<void>;
}

/**
 * Looks into notices until it is stopped.
 *
 * @param onSettled is called when something may have been told.
 */
export function settleInBackground(
  { settleNotices }: Pick<Portal, 'settleNotices'>,
  onSettled: () => void,
  log: Log,
): Settling {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> | null = null;
  let again = false;

  const look = async () => {
    while (again && !signal.aborted) {
      again = false;
      if ((await settleNotices(signal)) > 0) onSettled();
    }
  };
  const wake = () => {
    again = true;
    running ??= look()
      .catch((err: unknown) => log.error({ err }, 'notices could not be looked for'))
      .finally(() => (running = null));
  };
  const timer = setInterval(wake, LOOK_EVERY_MS);
  return {
    wake,
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      await running;
    },
  };
}

import type { Log } from '../http/router.js';

/**
 * Does some work now and then again and again, never twice at once. Work that fails is told to the log and done
 * again the next time.
 *
 * @returns what stops it; resolves when work that runs has ended.
 */
export function repeat(work: () => Promise<void>, everyMs: number, log: Log): () => Promise<void> {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= work()
      .catch((err: unknown) => log.error({ err }, 'background work failed'))
      .finally(() => (running = null));
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

import { misuse } from '../BillfoldError.js';
import type { Client } from '../client.js';
import type { Authenticate, AuthenticationResult, AuthenticationStep } from './Authenticate.js';

/** A confirmation that is under way or done, and how many components wait for it. */
interface Running {
  result: Promise<AuthenticationResult>;
  abort: AbortController;
  waiting: number;
}

const running = new WeakMap<Client, Map<string, Running>>();

/**
 * Runs a confirmation once for its client secret, however often it is asked for: a second window of the bank would
 * confirm nothing. One that was abandoned, or of which nobody knows how it ended, can be run again.
 *
 * @returns the result, and `leave` for a component that goes away: when the last one has left, it is abandoned.
 */
export function authenticateOnce(
  authenticate: Authenticate | null,
  step: Omit<AuthenticationStep, 'signal'>,
): { result: Promise<AuthenticationResult>; leave: () => void } {
  const { client, clientSecret } = step;
  const ofClient = running.get(client) ?? new Map<string, Running>();
  running.set(client, ofClient);

  let entry = ofClient.get(clientSecret);
  if (!entry) {
    const abort = new AbortController();
    const result = begin(authenticate, { ...step, signal: abort.signal });
    entry = { result, abort, waiting: 0 };
    ofClient.set(clientSecret, entry);
    void result.then((told) => {
      if (told === 'abandoned' || told === 'unknown') ofClient.delete(clientSecret);
    });
  }

  const { result, abort } = entry;
  const waited = entry;
  waited.waiting += 1;
  let isWaiting = true;
  const leave = () => {
    if (isWaiting) waited.waiting -= 1;
    isWaiting = false;
    // Later: in StrictMode, and where a component is only moved, somebody waits again in the same turn.
    setTimeout(() => {
      if (waited.waiting === 0) abort.abort();
    });
  };
  return { result, leave };
}

/** Ends with the signal even if the given function does not, and never rejects: whatever breaks there, nothing was confirmed. */
async function begin(
  authenticate: Authenticate | null,
  step: AuthenticationStep,
): Promise<AuthenticationResult> {
  const gone = new Promise<'abandoned'>((resolve) => {
    step.signal.addEventListener('abort', () => resolve('abandoned'), { once: true });
  });
  try {
    if (!authenticate) {
      throw misuse(
        'a payment must be confirmed with the bank, but <BillfoldRoot> has no `authenticate`, so it can not be. Pass one.',
      );
    }
    return await Promise.race([authenticate(step), gone]);
  } catch (error) {
    // A page that breaks in the middle of a payment would be worse than one on which it was not made, so the error goes
    // to whoever watches the page. Browsers can do that since 2021, and some test environments can not.
    (globalThis as { reportError?: (error: unknown) => void }).reportError?.(error);
    return 'abandoned';
  }
}

'use client';
import { useRef } from 'react';
import { isBillfoldError, isUnheard } from './BillfoldError.js';

/**
 * The idempotency key of what the customer wants to have done. An intent begins when it is confirmed first; it is still
 * the same one when it is tried again because nobody knows what became of it. A definite answer, yes or no, ends it:
 * whoever presses once more wants it once more.
 */
export function useIntentKey(): UnderKey {
  const underKey = useRef<UnderKey>(null);
  return (underKey.current ??= intentKeys());
}

/** Sends `about` (any JSON) under the key of its intent. */
export type UnderKey = <Answer>(about: unknown, send: (key: string) => Promise<Answer>) => Promise<Answer>;

/** The same where there is no component: what it returns is for the intents of one thing. */
export function intentKeys(): UnderKey {
  let intent: { about: string; key: string } | null = null;
  return async function underKey(about, send) {
    const wanted = JSON.stringify(about);
    if (intent?.about !== wanted) intent = { about: wanted, key: makeKey() };
    try {
      const answer = await send(intent.key);
      intent = null;
      return answer;
    } catch (error) {
      if (endsIntent(error)) intent = null;
      throw error;
    }
  };
}

/** Whether an intent is over with this answer. One that is not is sent again under the same key. */
export const endsIntent = (error: unknown): boolean => isDefinite(error) && !isTurnedAway(error);

/** Whether it is certain that the request was refused. All others may have been done, or may still be. */
function isDefinite(error: unknown): boolean {
  // What the page itself refused says nothing of the try before.
  return isBillfoldError(error) && error.status !== null && !isUnheard(error);
}

/** Whether the try was turned away before it was looked at: that says nothing of one before it, which may have been done. */
function isTurnedAway(error: unknown): boolean {
  if (!isBillfoldError(error)) return false;
  const { status, code } = error;
  return status === 401 || status === 429 || code === 'step_up_required' || code === 'change_in_progress';
}

/** Random as a UUID is; `crypto.randomUUID` itself is missing on pages without TLS. */
export function makeKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

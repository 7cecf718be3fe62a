'use client';
import { useRef } from 'react';
import { isBillfoldError } from './BillfoldError.js';

/**
 * The idempotency key of what the customer wants to have done. An intent begins when it is confirmed first; it is still
 * the same one when it is tried again because nobody knows what became of it. A definite answer, yes or no, ends it:
 * whoever presses once more wants it once more.
 */
export function useIntentKey() {
  const intent = useRef<{ about: string; key: string } | null>(null);

  /** Sends `about` (any JSON) under the key of its intent. */
  return async function underKey<Answer>(about: unknown, send: (key: string) => Promise<Answer>) {
    const wanted = JSON.stringify(about);
    if (intent.current?.about !== wanted) intent.current = { about: wanted, key: makeKey() };
    try {
      const answer = await send(intent.current.key);
      intent.current = null;
      return answer;
    } catch (error) {
      if (isDefinite(error)) intent.current = null;
      throw error;
    }
  };
}

/** Whether it is certain that the request was refused. All others may have been done, or may still be. */
export function isDefinite(error: unknown): boolean {
  if (!isBillfoldError(error) || error.status === null || error.code === 'network') return false;
  const isUnderWay = error.code === 'idempotency_in_flight';
  return error.status < 500 && !isUnderWay;
}

/** Random as a UUID is; `crypto.randomUUID` itself is missing on pages without TLS. */
export function makeKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

'use client';
import { useRef } from 'react';
import { useIntentKey } from './useIntentKey.js';

/**
 * Sends what the customer wants, each thing under the key of its intent. What is under way already is joined and not
 * sent again; something else waits until that is answered, so that nobody has to tell two answers apart.
 *
 * `pressed` is what counts as the same press, where that is less than the whole intent.
 */
export function useIntents() {
  const underKey = useIntentKey();
  const latest = useRef<{ wanted: string; answer: Promise<unknown> } | null>(null);

  return function inTurn<Answer>(
    about: unknown,
    send: (key: string) => Promise<Answer>,
    pressed: unknown = about,
  ): Promise<Answer> {
    const wanted = JSON.stringify(pressed);
    const before = latest.current;
    if (before?.wanted === wanted) return before.answer as Promise<Answer>;
    const isFree = before ? before.answer.catch(() => undefined) : Promise.resolve();
    const answer = isFree
      .then(() => underKey(about, send))
      .finally(() => {
        if (latest.current?.answer === answer) latest.current = null;
      });
    latest.current = { wanted, answer };
    return answer;
  };
}

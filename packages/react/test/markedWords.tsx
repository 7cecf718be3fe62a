import type { ReactNode } from 'react';
import { english } from '../src/words/english/index.js';
import type { WordsOverride } from '../src/words/Words.js';

/** The kit's English with every sentence between marks, so that a test sees which text did not come from the words. */
export const markedWords = Object.fromEntries(
  Object.entries(english).map(([part, words]) => [
    part,
    Object.fromEntries(Object.entries(words).map(([name, word]) => [name, marked(word)])),
  ]),
) as WordsOverride;

function marked(word: unknown): unknown {
  if (typeof word === 'string') return `⟦${word}⟧`;
  return (...given: never[]) => {
    const said = (word as (...given: never[]) => ReactNode)(...given);
    return typeof said === 'string' ? `⟦${said}⟧` : <>⟦{said}⟧</>;
  };
}

/** What is left of a text without marked words and without the given data. */
export function unmarked(text: string, data: readonly string[]): string {
  // From the inside out, because one sentence may hold another.
  let withoutWords = text;
  while (/⟦[^⟦⟧]*⟧/.test(withoutWords)) withoutWords = withoutWords.replace(/⟦[^⟦⟧]*⟧/g, ' ');
  return data.reduce((rest, datum) => rest.replaceAll(datum, ' '), withoutWords).trim();
}

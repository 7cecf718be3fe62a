import type { ErrorCode } from '@billfold/contract';
import { expectTypeOf, test } from 'vitest';
import type { ProblemCode } from '../problem.js';
import type { Words, WordsOverride } from './Words.js';

test('[U21] a code without a sentence does not compile', () => {
  expectTypeOf<Words['errors']>().toEqualTypeOf<Record<ProblemCode, string>>();
  expectTypeOf<ErrorCode | 'network' | 'timeout'>().toExtend<keyof Words['errors']>();
  // @ts-expect-error: a sentence is missing
  const short: Words['errors'] = { internal: '' };
  void short;
});

test('[U20] some words of some parts can be said otherwise, and only those that there are', () => {
  expectTypeOf<{ invoiceList: { title: string } }>().toExtend<WordsOverride>();
  // @ts-expect-error: there is no such word
  const unknown: WordsOverride = { invoiceList: { tilte: 'Bills' } };
  void unknown;
});

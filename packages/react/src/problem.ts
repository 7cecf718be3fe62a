import { isUnheard, type BillfoldErrorCode, type StepUpRequest } from '@billfold/hooks';
import type { Words } from './words/Words.js';

/** Every code that a sentence must exist for: a new code of the contract or of the client does not compile without one. */
export type ProblemCode = BillfoldErrorCode;

/** What went wrong, as views are told: plain facts, so that a story or a test can write them down. */
export interface Problem {
  /** A {@link ProblemCode}; a code that a newer server knows and this kit does not reads as `internal`. */
  code: ProblemCode | (string & {});
  /** Finds the cause in the server's log; null when the server did not answer. */
  requestId: string | null;
  /** Seconds until trying again can help; nothing where the server did not say. */
  retryAfter?: number | null;
  /** Whether nobody knows if it was done: then nothing claims that it was not. @default false */
  isUnknown?: boolean;
  /** Where the customer proves that it is them, of `step_up_required`; nothing where there is no such page. */
  stepUpUrl?: string | null;
}

/** The facts of an error of the hooks, or null where there is none. */
export function problemOf(error: unknown): Problem | null {
  if (!error) return null;
  const { code = 'internal', requestId = null, retryAfter } = error as Partial<Problem>;
  const { stepUp } = error as { stepUp?: StepUpRequest | null };
  return {
    code,
    requestId,
    ...(retryAfter && { retryAfter }),
    ...(isUnheard(error) && { isUnknown: true }),
    ...(stepUp?.url && { stepUpUrl: stepUp.url }),
  };
}

/** What a customer reads about a problem. A code that this kit does not know is our fault, not theirs. */
export function sentenceOf(problem: Problem | null | undefined, sentences: Words['errors']): string {
  return sentences[problem?.code as ProblemCode] ?? sentences.internal;
}

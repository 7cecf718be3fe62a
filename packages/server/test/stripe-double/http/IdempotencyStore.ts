import { StripeFault } from '../StripeFault.js';
import type { Answer } from './Answer.js';

const DAY = 86_400;
const MAX_LENGTH = 255;

interface Entry {
  /** What was asked: another request under the same key is a mistake. */
  request: string;
  at: number;
  /** Null while the first request is being answered. */
  answer: Answer | null;
}

/**
 * Remembers for a day what was answered under a key. What is remembered is every answer of a request that began to be
 * carried out, also when it failed or broke in the middle; what was refused before that, and what met a limit, is not.
 */
export class IdempotencyStore {
  readonly #entries = new Map<string, Entry>();

  /**
   * Opens a key for a request.
   *
   * @returns the answer that was given before, or null: carry it out, and `keep` or `forget`.
   */
  open(key: string, request: string, now: number): Answer | null {
    if (key.length > MAX_LENGTH)
      throw refused(400, `The idempotency key is longer than ${MAX_LENGTH} characters.`);
    const entry = this.#entries.get(key);
    if (!entry || entry.at + DAY <= now) {
      this.#entries.set(key, { request, at: now, answer: null });
      return null;
    }
    if (entry.request !== request) {
      throw refused(
        400,
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      );
    }
    if (entry.answer === null) throw keyInUse(key);
    return entry.answer;
  }

  keep(key: string, answer: Answer): void {
    const entry = this.#entries.get(key);
    if (entry) entry.answer = answer;
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }
}

/** Somebody else is being answered under this key at this moment. */
export function keyInUse(key: string): StripeFault {
  return new StripeFault(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  });
}

function refused(status: number, message: string): StripeFault {
  return new StripeFault(status, { type: 'idempotency_error', message });
}

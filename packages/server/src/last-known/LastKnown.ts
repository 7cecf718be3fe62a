import { parse, stringify } from 'devalue';
import { hashSecret } from '../access/secrets.js';
import { CanNotOpen, type SecretBox } from '../access/secretBox.js';
import type { Database } from '../database/Database.js';
import type { Log } from '../http/router.js';
import { findAnswer, saveAnswer, type Question } from './lastKnownRows.js';

interface LastKnownParts {
  database: Database;
  /** Seals the answers: they hold names, addresses and secrets of payments. */
  secretBox: SecretBox;
  log: Log;
}

/** An answer that is longer is not kept: no page shows as much. */
const LONGEST = 256 * 1024;

/** How many answers this server remembers to have written, so that it does not write them again. */
const REMEMBERED = 10_000;

/** After which time an answer that is still the same is written once more, because it is known to be true for longer. */
const CONFIRMED_EVERY_MS = 60_000;

/** What a provider elsewhere has answered last, of all customers. */
export class LastKnown {
  readonly #parts: LastKnownParts;
  /** What was written, by whom it is about and what was asked: the oldest first. */
  readonly #written = new Map<string, { hash: string; at: number }>();

  constructor(parts: LastKnownParts) {
    this.#parts = parts;
  }

  /** Keeps an answer. Nobody waits for that, and where it fails an older one is known, or none. */
  keep(asked: Question, answer: unknown, at: Date): void {
    const text = stringify(answer);
    if (text.length > LONGEST) return;
    const name = nameOf(asked);
    const hash = hashSecret(text);
    const before = this.#written.get(name);
    if (before?.hash === hash && Math.abs(at.getTime() - before.at) < CONFIRMED_EVERY_MS) return;
    this.#remember(name, { hash, at: at.getTime() });
    this.#save(asked, text, at).catch((err: unknown) => {
      this.#written.delete(name);
      this.#parts.log.warn({ err, question: asked.question }, 'an answer of the provider was not kept');
    });
  }

  /** The answer that is known, and as of when; null: none is. What was sealed by another key is known to nobody. */
  async find(asked: Question): Promise<{ value: unknown; at: Date } | null> {
    const { database, secretBox, log } = this.#parts;
    const kept = await findAnswer(database, asked);
    if (!kept) return null;
    try {
      return { value: parse(await secretBox.open(kept.answer, nameOf(asked))), at: kept.at };
    } catch (err) {
      if (!(err instanceof CanNotOpen)) throw err;
      log.warn({ err, question: asked.question }, 'an answer of the provider that is kept can not be read');
      return null;
    }
  }

  /** Forgets that anything was written about a customer. */
  forget(project: string, customer: string): void {
    const prefix = nameOf({ project, customer, question: '' });
    for (const name of this.#written.keys()) if (name.startsWith(prefix)) this.#written.delete(name);
  }

  async #save(asked: Question, text: string, at: Date): Promise<void> {
    const { database, secretBox } = this.#parts;
    await saveAnswer(database, asked, { answer: await secretBox.seal(text, nameOf(asked)), at });
  }

  #remember(name: string, written: { hash: string; at: number }): void {
    this.#written.delete(name);
    this.#written.set(name, written);
    for (const oldest of this.#written.keys()) {
      if (this.#written.size <= REMEMBERED) break;
      this.#written.delete(oldest);
    }
  }
}

const nameOf = ({ project, customer, question }: Question) => `${project}/${customer}/${question}`;

/** As of when the latest answers are; a store that can be subscribed to. */
export interface Freshness {
  /** ISO 8601, of the oldest part; null: all is as it is now. */
  asOf(): string | null;
  /** @returns what ends it. */
  subscribe(onChange: () => void): () => void;
  /** @returns what forgets every answer that has come before: for when all that is shown was asked for anew. */
  mark(): () => void;
}

interface Kept extends Freshness {
  /** One for each question, so that a page of a list says nothing of another page. */
  notice(question: string, asOf: string | null): void;
  /** Whatever was noticed was of somebody else. */
  clear(): void;
}

/** One that is told of every answer. */
export function createFreshness(): Kept {
  let old = new Map<string, { asOf: string }>();
  const listeners = new Set<() => void>();
  const oldest = () => [...old.values()].map(({ asOf }) => asOf).sort()[0] ?? null;
  const change = (become: () => void) => {
    const before = oldest();
    become();
    if (oldest() !== before) for (const tell of listeners) tell();
  };
  return {
    asOf: oldest,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    mark: () => {
      const before = [...old];
      return () =>
        change(() => {
          // What was noticed anew since is another object.
          for (const [question, answer] of before) if (old.get(question) === answer) old.delete(question);
        });
    },
    notice: (question, asOf) =>
      change(() => {
        if (asOf) old.set(question, { asOf });
        else old.delete(question);
      }),
    clear: () => change(() => (old = new Map())),
  };
}

/** As of when the latest answers are; a store that can be subscribed to. */
export interface Freshness {
  /** ISO 8601, of the oldest part; null: all is as it is now. */
  asOf(): string | null;
  /** @returns what ends it. */
  subscribe(onChange: () => void): () => void;
}

/** One that is told of every answer. */
export function createFreshness(): Freshness & { notice(operation: string, asOf: string | null): void } {
  const old = new Map<string, string>();
  const listeners = new Set<() => void>();
  const oldest = () => [...old.values()].sort()[0] ?? null;
  return {
    asOf: oldest,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    notice: (operation, asOf) => {
      const before = oldest();
      if (asOf) old.set(operation, asOf);
      else old.delete(operation);
      if (oldest() !== before) for (const tell of listeners) tell();
    },
  };
}

import type { Database } from '../database/Database.js';

/** A server that can die: from then on nothing that it does reaches the database. */
export interface Life {
  database: Database;
  /** How many statements it has sent, ends of transactions among them. */
  statements: number;
  /** It dies before the statement of this number. */
  diesBefore: number;
  isDead: boolean;
  die(): void;
}

const STATEMENTS = new Set(['select', 'insert', 'update', 'delete', 'execute']);

/** A server's life on a database that outlives it. */
export function beginLife(database: Database): Life {
  const life: Life = {
    database: watched(database),
    statements: 0,
    diesBefore: Infinity,
    isDead: false,
    die: () => void (life.isDead = true),
  };
  return life;

  function count(): void {
    life.statements += 1;
    if (life.statements >= life.diesBefore) life.isDead = true;
    if (life.isDead) throw new Error('This server is dead.');
  }

  function watched(target: Database): Database {
    return new Proxy(target, {
      get(_, name) {
        const value = Reflect.get(target, name, target) as unknown;
        if (typeof value !== 'function') return value;
        if (name === 'transaction') {
          return async (work: (tx: Database) => Promise<unknown>) => {
            count();
            const result = await target.transaction(async (tx) => {
              const done = await work(watched(tx));
              // Before it is committed, and once more when it is.
              count();
              return done;
            });
            count();
            return result;
          };
        }
        if (!STATEMENTS.has(String(name))) return value.bind(target) as unknown;
        return (...args: unknown[]) => {
          count();
          return (value as (...args: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  }
}

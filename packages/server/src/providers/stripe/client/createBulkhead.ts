import { Unreachable } from './Unreachable.js';

/** Lets so many through at a time, and so many wait. */
export interface Bulkhead {
  /**
   * Waits for its turn, does the work, and makes room for the next one.
   *
   * @throws Unreachable when there are too many already, or its turn does not come by `deadline`.
   */
  run<Result>(deadline: number, work: () => Promise<Result>): Promise<Result>;
}

/** Slow answers must not pile up here: memory, sockets and Stripe's own limits are everybody's. */
export function createBulkhead({ atOnce, waiting: mostWaiting }: BulkheadLimits): Bulkhead {
  let running = 0;
  const waiting = new Set<() => void>();

  const turn = (deadline: number) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(begin);
        reject(new Unreachable('too_busy', { wasSent: false }));
      }, deadline - Date.now()); // checked: of the network
      const begin = () => {
        waiting.delete(begin);
        clearTimeout(timer);
        resolve();
      };
      waiting.add(begin);
    });

  return {
    async run(deadline, work) {
      if (running >= atOnce) {
        if (waiting.size >= mostWaiting) throw new Unreachable('too_busy', { wasSent: false, retryAfter: 1 });
        // Whoever makes room hands its place over, so that nobody who comes later takes it.
        await turn(deadline);
      } else running += 1;
      try {
        return await work();
      } finally {
        const [next] = waiting;
        if (next) next();
        else running -= 1;
      }
    },
  };
}

export interface BulkheadLimits {
  atOnce: number;
  waiting: number;
}

import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { RateLimitPolicy } from '../access/rateLimits.js';

/** What this process knows of one key. */
interface Count {
  /** How many there were, on all servers, when it was told the last time, and those it is telling now. */
  told: number;
  /** How many it has counted since. */
  untold: number;
  endsAt: number;
}

export interface SharedCounter {
  /** Counts one. @returns for how many milliseconds it was one too many; 0: it was not. */
  take(key: string): Promise<number>;
  /** For how many milliseconds one more would be too many, as far as this process knows. */
  peek(key: string): number;
}

/** From how many keys on it looks for those whose time is over. */
const SWEEP_FROM = 1_000;

/**
 * Counts in memory, and tells the limiter that all servers have in common in shares: a read of the portal is one statement,
 * and a second one for every request, that writes, would halve how many there can be. What is over stays over until its time
 * has ended, without a question to anybody.
 *
 * When the limiter fails, what is counted here goes on counting: a fault of the counting is no fault of the portal.
 */
export function sharedCounter(
  limiter: Pick<RateLimiterAbstract, 'penalty'>,
  { limit, seconds, share }: RateLimitPolicy,
  onFault: (error: unknown) => void = () => {},
): SharedCounter {
  const counts = new Map<string, Count>();
  const time = seconds * 1000;
  let sweepAt = SWEEP_FROM;

  const current = (key: string, now: number): Count => {
    const count = counts.get(key);
    if (count && count.endsAt > now) return count;
    if (counts.size >= sweepAt) {
      for (const [old, { endsAt }] of counts) if (endsAt <= now) counts.delete(old);
      sweepAt = Math.max(SWEEP_FROM, 2 * counts.size);
    }
    const begun = { told: 0, untold: 0, endsAt: now + time };
    counts.set(key, begun);
    return begun;
  };

  /** @returns how many there were with these; as many as may be where nobody can say. */
  const tell = async (key: string, count: Count): Promise<number> => {
    const points = count.untold;
    count.told += points;
    count.untold = 0;
    try {
      const { consumedPoints, msBeforeNext } = await limiter.penalty(key, points);
      // No longer than the time itself, whatever the clock of the server says that began it.
      const endsAt = Date.now() + Math.min(msBeforeNext, time);
      const isNextTime = endsAt > count.endsAt + time / 2;
      // In the same time another request may have been told of more.
      count.told = isNextTime ? consumedPoints : Math.max(count.told, consumedPoints);
      count.endsAt = endsAt;
      return consumedPoints;
    } catch (error) {
      onFault(error);
      return limit;
    }
  };

  return {
    peek: (key) => {
      const count = counts.get(key);
      return count && isFull(count, limit) ? Math.max(0, count.endsAt - Date.now()) : 0;
    },
    take: async (key) => {
      const count = current(key, Date.now());
      if (isFull(count, limit)) return Math.max(1, count.endsAt - Date.now());
      count.untold++;
      if (count.untold < share || (await tell(key, count)) <= limit) return 0;
      return Math.max(1, count.endsAt - Date.now());
    },
  };
}

const isFull = ({ told, untold }: Count, limit: number) => told + untold >= limit;

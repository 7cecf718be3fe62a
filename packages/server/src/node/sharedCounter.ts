import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { RateLimitPolicy } from '../access/rateLimits.js';

export interface SharedCounter {
  /** Counts one. @returns for how many milliseconds it was one too many; 0: it was not. */
  take(key: string): Promise<number>;
  /** For how many milliseconds one more would be too many, as far as this process knows. */
  peek(key: string): number;
  /** How many keys it remembers. */
  size(): number;
}

/** What this process knows of one key. */
interface Count {
  /** How many there were on all servers, as of the last answer, and with those that are being told. */
  told: number;
  /** How many were counted here since. */
  untold: number;
  endsAt: number;
  telling: Promise<Told> | null;
}

/** So many of ours were told, after which there were so many in all: the first of ours is the `total - ours + 1`th. */
interface Told {
  ours: number;
  total: number;
}

/** From how many keys on it looks for those whose time is over. */
const SWEEP_FROM = 1_000;

/**
 * Counts in memory, and tells the limiter that all servers have in common in shares: a read of the portal is one statement,
 * and a second one that writes, for each, would halve how many there can be. Who comes while a share is being told waits for
 * the answer, and is in the next one, so that however many come at once no server goes beyond its share. What is over stays
 * over until its time has ended, without a question to anybody.
 *
 * When the limiter fails, what is counted here goes on counting: a fault of the counting is no fault of the portal.
 */
export function sharedCounter(
  limiter: Pick<RateLimiterAbstract, 'penalty'>,
  { limit, seconds, share }: RateLimitPolicy,
  onFault: (error: unknown) => void = () => {},
): SharedCounter {
  const time = seconds * 1000;
  const counts = new Map<string, Count>();
  let sweepAt = SWEEP_FROM;

  const current = (key: string, now: number): Count => {
    const count = counts.get(key);
    if (count && count.endsAt > now) return count;
    if (counts.size >= sweepAt) {
      for (const [old, { endsAt }] of counts) if (endsAt <= now) counts.delete(old);
      sweepAt = Math.max(SWEEP_FROM, 2 * counts.size);
    }
    const begun = { told: 0, untold: 0, endsAt: now + time, telling: null };
    counts.set(key, begun);
    return begun;
  };

  const tell = async (key: string, count: Count): Promise<Told> => {
    const ours = count.untold;
    const here = (count.told += ours);
    count.untold = 0;
    try {
      const { consumedPoints, msBeforeNext } = await limiter.penalty(key, ours);
      // No longer than the time itself, whatever the clock of the server says that began it.
      count.endsAt = Date.now() + Math.min(msBeforeNext, time);
      count.told = consumedPoints;
      return { ours, total: consumedPoints };
    } catch (error) {
      onFault(error);
      return { ours, total: here };
    } finally {
      count.telling = null;
    }
  };

  const wait = ({ endsAt }: Count) => Math.max(1, endsAt - Date.now());

  return {
    size: () => counts.size,
    peek: (key) => {
      const count = counts.get(key);
      return count && isFull(count, limit) ? Math.max(0, count.endsAt - Date.now()) : 0;
    },
    take: async (key) => {
      const count = current(key, Date.now());
      if (isFull(count, limit)) return wait(count);
      const place = ++count.untold;
      // The answer that is under way is not about this one.
      if (count.telling) await count.telling;
      // Unless another who waited has told of it by now, this one does.
      if (!count.telling && count.untold < share) return count.told + place > limit ? wait(count) : 0;
      const { ours, total } = await (count.telling ??= tell(key, count));
      return total - ours + place > limit ? wait(count) : 0;
    },
  };
}

const isFull = ({ told, untold }: Count, limit: number) => told + untold >= limit;

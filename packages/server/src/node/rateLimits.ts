import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { lt } from 'drizzle-orm';
import type pg from 'pg';
import {
  rateLimitPolicies,
  type RateLimitName,
  type RateLimitPolicies,
  type RateLimitPolicy,
  type RateLimited,
  type RateLimits,
} from '../access/rateLimits.js';
import type { Database } from '../database/Database.js';
import { rateLimits } from '../database/schema.js';
import type { Log } from '../http/router.js';
import { sharedCounter } from './sharedCounter.js';

export interface RateLimitsOptions {
  /** Where servers count together. Absent: this process counts alone, as the one with an embedded database does. */
  pool?: pg.Pool | undefined;
  /** What is to be otherwise than by default. */
  policies?: Partial<RateLimitPolicies> | undefined;
  /** Told, once a minute, when the servers can not count together; each counts for itself then. */
  log: Pick<Log, 'warn'>;
}

/** Limits that hold for all server processes on one PostgreSQL, or for this one. */
export function createRateLimits({ pool, policies, log }: RateLimitsOptions): RateLimits {
  let tellAgainAt = 0;
  const onFault = (err: unknown) => {
    if (Date.now() < tellAgainAt) return;
    tellAgainAt = Date.now() + 60_000;
    log.warn({ err }, 'requests are counted by this server alone');
  };
  const names = Object.keys(rateLimitPolicies) as RateLimitName[];
  const counters = new Map(
    names.map((name) => {
      const policy: RateLimitPolicy = { ...rateLimitPolicies[name], ...policies?.[name] };
      const limiter = pool ? inPostgres(pool, name, policy) : inMemory(name, policy);
      return [name, { policy, counter: sharedCounter(limiter, policy, onFault) }];
    }),
  );
  const say = (name: RateLimitName, ms: number): RateLimited | null => {
    const { limit, seconds } = counters.get(name)!.policy;
    return ms > 0 ? { name, limit, seconds, retryAfter: Math.ceil(ms / 1000) } : null;
  };
  return {
    take: async (name, key) => say(name, await counters.get(name)!.counter.take(key)),
    peek: (name, key) => say(name, counters.get(name)!.counter.peek(key)),
  };
}

/** Removes counts whose time is over. Called now and then. */
export async function forgetOldCounts(database: Database, now: Date): Promise<void> {
  await database.delete(rateLimits).where(lt(rateLimits.expire, now.getTime()));
}

/** The table is one of our migrations, and is cleared by `forgetOldCounts`. */
function inPostgres(pool: pg.Pool, name: RateLimitName, policy: RateLimitPolicy): RateLimiterAbstract {
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    points: policy.limit,
    duration: policy.seconds,
  });
}

function inMemory(name: RateLimitName, policy: RateLimitPolicy): RateLimiterAbstract {
  return new RateLimiterMemory({ keyPrefix: name, points: policy.limit, duration: policy.seconds });
}

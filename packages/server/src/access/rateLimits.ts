import { BillfoldError } from '../errors.js';

/** How many there may be in a time. */
export interface RateLimitPolicy {
  limit: number;
  /** How long the time is. It begins with the first one. */
  seconds: number;
  /**
   * How many a server counts for itself before it tells the others: so many can get through beyond the limit, less one,
   * for each further server. 1: it tells each, and the limit is exact.
   */
  share: number;
}

/** What is limited, and by what. Keys are ids and hashes, never a credential or an address. */
export const rateLimitPolicies = {
  /** Links that are redeemed, by client. */
  exchange: { limit: 10, seconds: 60, share: 1 },
  /** Times that the same code was not good, by its hash. */
  deadLink: { limit: 5, seconds: 60, share: 1 },
  /** Requests with a credential that is none, by client. */
  badCredential: { limit: 60, seconds: 60, share: 3 },
  /** All that one portal session asks, by its id. */
  session: { limit: 120, seconds: 60, share: 6 },
  /** What one portal session changes, by its id. */
  sessionWrite: { limit: 20, seconds: 60, share: 1 },
  /** Archives of all documents of one customer, by the customer's id. To draw them is seconds of work. */
  archive: { limit: 5, seconds: 60, share: 1 },
  /** All that a merchant's backend asks, by the id of its key. */
  key: { limit: 100, seconds: 1, share: 5 },
  /** Sessions that it makes. */
  createPortalSession: { limit: 50, seconds: 1, share: 2 },
} as const satisfies Record<string, RateLimitPolicy>;

export type RateLimitName = keyof typeof rateLimitPolicies;

export type RateLimitPolicies = Readonly<Record<RateLimitName, RateLimitPolicy>>;

/** That there were too many, and when it is possible again. */
export interface RateLimited extends Pick<RateLimitPolicy, 'limit' | 'seconds'> {
  name: RateLimitName;
  /** Whole seconds, at least one. */
  retryAfter: number;
}

/** Counts requests. Where several servers answer for one portal, they count together. */
export interface RateLimits {
  /** Counts one. Null: it may go on. It never fails: what can not be counted elsewhere is counted here. */
  take(name: RateLimitName, key: string): Promise<RateLimited | null>;
  /** Whether one more would be too many, as far as this server knows, without counting it. */
  peek(name: RateLimitName, key: string): RateLimited | null;
}

/** Counts a request, and refuses the one too many. */
export async function countRequest(
  limits: RateLimits | undefined,
  name: RateLimitName,
  key: string | null,
): Promise<void> {
  if (limits && key !== null) refuse(await limits.take(name, key));
}

/**
 * Does something that is limited by how often it fails: refuses it before it begins when there were too many failures, and
 * counts this one if it fails by `code`.
 */
export async function countFailures<Result>(
  limits: RateLimits | undefined,
  name: RateLimitName,
  key: string | null,
  code: BillfoldError['code'],
  work: () => Promise<Result>,
): Promise<Result> {
  if (!limits || key === null) return work();
  refuse(limits.peek(name, key));
  try {
    return await work();
  } catch (error) {
    // Other servers may have seen the failures that make this one too many.
    if (error instanceof BillfoldError && error.code === code) refuse(await limits.take(name, key));
    throw error;
  }
}

function refuse(limited: RateLimited | null): void {
  if (limited) throw new BillfoldError('rate_limited', { retryAfter: limited.retryAfter, limited });
}

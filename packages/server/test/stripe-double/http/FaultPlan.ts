import type { Captured } from './Captured.js';

/**
 * What goes wrong with a request:
 * - `drop_before`, `drop_after`: the connection breaks before the request has had any effect, or after it has had it;
 * - `cut_body`: it has its effect, and the connection breaks in the middle of the answer;
 * - `hang_before`, `hang`: there is never an answer, without and with an effect;
 * - `rate_limit`, `rate_limit_bare`: 429 with and without headers that say so; `lock_timeout`: 429, somebody holds the object;
 * - `key_in_use`: 409, as while the same key is being answered;
 * - `error`: 500 without an effect, remembered under the key; `error_after`: the same, but the effect is there;
 * - `unavailable`: 503, nobody was reached and nothing is remembered;
 * - `html`: 502 from something in front of Stripe, whose body is no JSON;
 * - `slow`: the answer takes so many milliseconds, and is right.
 */
export type Fault =
  | 'drop_before'
  | 'drop_after'
  | 'cut_body'
  | 'hang_before'
  | 'hang'
  | 'rate_limit'
  | 'rate_limit_bare'
  | 'lock_timeout'
  | 'key_in_use'
  | 'error'
  | 'error_after'
  | 'unavailable'
  | 'html'
  | { slow: number };

/** `POST /v1/subscriptions/*`, where `*` stands for anything, or whatever a test likes to ask. */
export type RequestPattern = string | RegExp | ((request: Captured) => boolean);

/** Which requests go wrong, and how. The first rule that fits decides; a request that none fits goes well. */
export class FaultPlan {
  #rules: { matches: (request: Captured) => boolean; fault: Fault; left: number }[] = [];

  /** The next request, or the next few. */
  next(fault: Fault, count = 1): void {
    this.#rules.push({ matches: () => true, fault, left: count });
  }

  /** The request of this number, counted from the first that the double was sent (1). */
  at(number: number, fault: Fault): void {
    this.#rules.push({ matches: (request) => request.number === number, fault, left: 1 });
  }

  /** All requests like this, or the next few of them. */
  every(pattern: RequestPattern, fault: Fault, count = Infinity): void {
    this.#rules.push({ matches: matcherOf(pattern), fault, left: count });
  }

  /** From now on all goes well. */
  clear(): void {
    this.#rules = [];
  }

  /** What is to go wrong with a request. */
  take(request: Captured): Fault | null {
    const rule = this.#rules.find(({ left, matches }) => left > 0 && matches(request));
    if (!rule) return null;
    rule.left -= 1;
    return rule.fault;
  }
}

/** Whether a request is like this. */
export function matcherOf(pattern: RequestPattern): (request: Captured) => boolean {
  if (typeof pattern === 'function') return pattern;
  const expression =
    typeof pattern === 'string' ? new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`) : pattern;
  return ({ method, path }) => expression.test(`${method} ${path}`);
}

const escaped = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

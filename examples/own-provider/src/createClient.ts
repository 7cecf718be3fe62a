import { BillfoldError, type UnitOfWork } from '@billfold/server';
import type { Refusal } from '../company/wire.js';

export interface ClientOptions {
  url: string;
  apiKey: string;
}

/** The company, asked by HTTP. */
export interface Client {
  get<Answer>(
    unit: UnitOfWork,
    path: string,
    query?: Record<string, string | number | null>,
  ): Promise<Answer>;
  /** Does something there once per key. */
  send<Answer>(
    unit: UnitOfWork,
    key: string,
    request: `${string} /${string}`,
    body?: object,
  ): Promise<Answer>;
  /** Asks by a body, and changes nothing. */
  ask<Answer>(unit: UnitOfWork, path: string, body: object): Promise<Answer>;
}

/** The company has understood, and said no: for certain, nothing was changed. */
export class CompanyRefusal extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`The billing company refuses: ${refusal.error}`);
    this.refusal = refusal;
  }
}

const TIMEOUT_MS = 15_000;

export function createClient({ url, apiKey }: ClientOptions): Client {
  async function call<Answer>(unit: UnitOfWork, method: string, path: string, key?: string, body?: object) {
    // All calls of one request share one deadline: a person is waiting.
    const left = Math.min(TIMEOUT_MS, (unit.deadline ?? Infinity) - Date.now());
    if (left <= 0) throw new BillfoldError('provider_unavailable', { notSent: true });
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(left),
    }).catch((cause: unknown) => {
      // Whether it has arrived is not known. To say so is all that is needed: the portal asks again, under the same key.
      throw new BillfoldError('provider_unavailable', { cause });
    });
    const answer = (await response.json().catch((cause: unknown) => {
      throw new BillfoldError('provider_unavailable', { cause });
    })) as Answer | Refusal;
    if (response.ok) return answer as Answer;
    if (response.status >= 500 || response.status === 429) throw new BillfoldError('provider_unavailable');
    throw new CompanyRefusal(answer as Refusal);
  }

  return {
    get: (unit, path, query = {}) => {
      const given = Object.entries(query).filter(([, value]) => value !== null);
      const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
      return call(unit, 'GET', search.size > 0 ? `${path}?${search}` : path);
    },
    send: (unit, key, request, body) => {
      const [method = '', path = ''] = request.split(' ');
      return call(unit, method, path, key, body);
    },
    ask: (unit, path, body) => call(unit, 'POST', path, undefined, body),
  };
}

/** What is there, or null where the company knows of nothing. */
export async function orNull<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof CompanyRefusal && error.refusal.error === 'unknown') return null;
    throw error;
  }
}

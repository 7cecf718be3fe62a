import { readFileSync } from 'node:fs';
import type { Captured } from './stripe-double/index.js';

/** A key with the permissions that docs/stripe.md says to give, and no others: what the Stripe provider has in tests. */
export const RESTRICTED_KEY = 'rk_test_asThePageSays';

/** A call, as the page has it: `POST /v1/customers/{id}/tax_ids`. */
export interface DocumentedCall {
  /** As it is called where keys are made. */
  permission: string;
  level: 'Read' | 'Write';
  call: string;
  /** Whether the portal itself makes it, and not only `billfold stripe push-portal` and the like. */
  ofPortal: boolean;
}

/** The table of permissions of the page, call by call. */
export function documentedCalls(): DocumentedCall[] {
  const page = readFileSync(new URL('../../../docs/stripe.md', import.meta.url), 'utf8');
  const rows = page.matchAll(/^\| ([\w ]+?) +\| (Read|Write) +\| (.+?) +\|$/gm);
  return [...rows].flatMap(([, permission = '', level = '', calls = '']) =>
    Array.from(calls.matchAll(/`((?:GET|POST|DELETE) \/v1\/[\w/{}]+)`/g), ([, call = '']) => ({
      permission,
      level: level as 'Read' | 'Write',
      call,
      ofPortal: permission !== 'Customer portal',
    })),
  );
}

/** The requests that such a key may make. A permission to read lets nothing be changed, whatever else the page says. */
export function documentedRequests(): RegExp[] {
  return documentedCalls()
    .filter(({ level, call }) => level === 'Write' || call.startsWith('GET '))
    .map(({ call }) => matching(call));
}

/** Which of the calls a request is; null: the page has none such. */
export function callOf({ method, path }: Pick<Captured, 'method' | 'path'>): string | null {
  const found = documentedCalls().find(({ call }) => matching(call).test(`${method} ${path}`));
  return found?.call ?? null;
}

const matching = (call: string) => new RegExp(`^${call.replaceAll(/\{\w+\}/g, '(?!create_preview$)[^/]+')}$`);

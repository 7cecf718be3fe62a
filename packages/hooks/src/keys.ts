import type { Client } from './client.js';

/** The nouns that are cached: a query key's third part, spelled as everywhere else. */
export type Noun =
  | 'sessions'
  | 'plans'
  | 'subscriptions'
  | 'cancellations'
  | 'invoices'
  | 'payment-methods'
  | 'billing-details'
  | 'activity'
  | 'sandbox';

/** Every key starts with whose data it is, so that two customers never meet in one entry. */
export type BillfoldKey = readonly ['billfold', scope: string, noun?: Noun, input?: object];

/**
 * The key of a query, or the beginning of many: `billfoldKey(client)` matches all of one customer,
 * `billfoldKey(client, 'invoices')` their invoices in every filter.
 */
export function billfoldKey(
  client: Pick<Client, 'scope'>,
  ...rest: [noun?: Noun, input?: object]
): BillfoldKey {
  return ['billfold', client.scope, ...rest];
}

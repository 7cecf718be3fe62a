import { BillfoldError, type BillingCustomer, type Intent, type UnitOfWork } from '@billfold/server';
import type { Client } from './createClient.js';

/** What every noun goes by: one customer, in one unit of work. */
export interface Context {
  client: Client;
  unit: UnitOfWork;
  customer: BillingCustomer;
}

/** The customer's account at the company. @throws BillfoldError `not_found` where they have none: then nothing is theirs. */
export function accountOf({ customer }: Context): string {
  if (customer.providerCustomer === null) throw new BillfoldError('not_found');
  return customer.providerCustomer;
}

/** The intent of a change. The portal calls nothing that changes something without one. */
export function intentOf({ unit }: Context): Intent {
  if (!unit.intent) throw new Error('A change was asked for without an intent.');
  return unit.intent;
}

/**
 * An id of the company's, from one of the portal's: `sub_…`, `in_…`. The portal wants these prefixes; the company has none.
 *
 * @returns null for what can not be one, so that nothing strange gets into a path.
 */
export function unprefixed(prefix: string, id: string): string | null {
  return new RegExp(`^${prefix}_([0-9a-f]{16})$`).exec(id)?.[1] ?? null;
}

import type { Account, IssuedInvoice } from './account.js';
import type { BillingTerms } from './terms.js';

/** The next invoice of a subscription by the path that renewals take; null when none is to come. */
export function upcomingInvoice(
  account: Account,
  subscription: string,
  terms: BillingTerms,
): IssuedInvoice | null {
  throw new Error(`${[account, subscription, terms]}`);
}

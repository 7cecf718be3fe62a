import type { Account, InvoiceState, IssuedInvoice, SubscriptionState } from './account.js';
import type { Millis } from './periods.js';

/** What time, or somebody, has brought about. */
export interface Progress {
  /** The account afterwards. Subscriptions that ended on the way are still in it. */
  account: Account;
  /** New invoices, in the order of their numbers. */
  issued: IssuedInvoice[];
  /** Of the given invoices those that are not as they were. */
  changedInvoices: InvoiceState[];
  changedSubscriptions: SubscriptionState[];
  /** When something falls due next; null when nothing ever will. */
  dueAt: Millis | null;
}

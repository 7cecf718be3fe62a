import { nextRenewalAt, type Account, type IssuedInvoice } from './account.js';
import { draftOf } from './draft.js';
import { renew } from './renewal.js';
import { end } from './standing.js';
import type { BillingTerms } from './terms.js';

/**
 * The next invoice of a subscription, written by the path that is going to write it and thrown away; null when none is to
 * come. It is the invoice after it was collected: what there is to charge is `amountDue` of it.
 */
export function upcomingInvoice(account: Account, id: string, terms: BillingTerms): IssuedInvoice | null {
  const draft = draftOf(account);
  const subscription = draft.account.subscriptions.find((candidate) => candidate.id === id);
  if (!subscription || subscription.endedAt !== null || subscription.status === 'incomplete') return null;
  const { cancelAt } = subscription;
  const renewsAt = nextRenewalAt(subscription);
  if (cancelAt === null || renewsAt < cancelAt) return renew(draft, subscription, renewsAt, terms);
  // What waits for an invoice is invoiced where it ends.
  end(draft, subscription, cancelAt, terms);
  return draft.issued[0] ?? null;
}

import { nextRenewalAt, type Account, type IssuedInvoice, type SubscriptionState } from './account.js';
import { happenUntil } from './advance.js';
import { draftOf, type Draft } from './draft.js';
import { renew } from './renewal.js';
import { end, openInvoicesOf } from './standing.js';
import type { BillingTerms } from './terms.js';

/**
 * The next invoice of a subscription, written by the path that is going to write it and thrown away; null when none is to
 * come. It is the invoice after it was collected: what there is to charge is `amountDue` of it.
 */
export function upcomingInvoice(account: Account, id: string, terms: BillingTerms): IssuedInvoice | null {
  const draft = draftOf(account);
  const subscription = draft.account.subscriptions.find((candidate) => candidate.id === id);
  if (!subscription || subscription.endedAt !== null || subscription.status === 'incomplete') return null;
  waitUntouched(draft, subscription);
  // What other subscriptions are invoiced until then comes first, and takes from the customer's credit first.
  happenUntil(draft, (due) => 'subscription' in due && due.subscription === subscription, terms);
  const { cancelAt } = subscription;
  const renewsAt = nextRenewalAt(subscription);
  if (cancelAt === null || renewsAt < cancelAt) return renew(draft, subscription, renewsAt, terms);
  // What waits for an invoice is invoiced where it ends.
  const issuedBefore = draft.issued.length;
  end(draft, subscription, cancelAt, terms);
  return draft.issued[issuedBefore] ?? null;
}

/**
 * Leaves a subscription to nothing but its end or renewal: what becomes of its payments until then is not foreseen. A
 * pause that is planned has begun by then.
 */
function waitUntouched({ account }: Draft, subscription: SubscriptionState): void {
  subscription.pendingPayment = null;
  if (subscription.pause) subscription.status = 'paused';
  for (const open of openInvoicesOf(account, subscription)) open.next = null;
}

import { amountDue, type Account, type InvoiceState, type SubscriptionState } from './account.js';
import { beginCollecting, isOverdue, settleWithoutCharge } from './collect.js';
import type { Draft } from './draft.js';
import { writeInvoice } from './invoice.js';
import { sum } from './money.js';
import type { Millis } from './periods.js';
import type { BillingTerms } from './terms.js';

/** Draws the consequences of what became of an invoice, for the subscription that it is for if that still lives. */
export function judge(
  draft: Draft,
  subscription: SubscriptionState | undefined,
  invoice: InvoiceState,
  at: Millis,
  terms: BillingTerms,
): void {
  const { account } = draft;
  dropClosed(account);
  if (!subscription || subscription.endedAt !== null) return;
  const { status } = subscription;
  if (isOverdue(invoice, at)) {
    if (invoice.refusals > terms.retryAfterDays.length) giveUp(draft, subscription, at, terms);
    else if (status === 'active') changeStatus(subscription, 'past_due');
  } else if (status === 'past_due' || status === 'unpaid') {
    // What was refused stays owed until the money is there, also while a debit is under way for it.
    const owes = openInvoicesOf(account, subscription).some(
      (open) => open.refusals > 0 || isOverdue(open, at),
    );
    if (!owes) changeStatus(subscription, 'active');
  }
}

/** The last retry was refused: by the terms, the subscription ends, or stays and is not collected any more. */
function giveUp(draft: Draft, subscription: SubscriptionState, at: Millis, terms: BillingTerms): void {
  if (terms.afterRetries === 'leave_unpaid') {
    stopRetries(draft.account, subscription);
    // A pause that has begun goes on; what is owed shows when it is over.
    if (subscription.status !== 'paused') changeStatus(subscription, 'unpaid');
    return;
  }
  subscription.canceledAt ??= at;
  end(draft, subscription, at, null);
  for (const open of openInvoicesOf(draft.account, subscription)) {
    if (isOverdue(open, at)) open.status = 'uncollectible';
  }
  dropClosed(draft.account);
}

/**
 * The subscription is over. Lines that waited for the next invoice are its last one, and are collected once where
 * `terms` are given: where the end was planned. What it still owes then stays owed, but nobody is charged for it by
 * surprise.
 */
export function end(
  draft: Draft,
  subscription: SubscriptionState,
  at: Millis,
  terms: BillingTerms | null,
): void {
  const { prorations } = subscription;
  if (prorations.length > 0) {
    const startAt = Math.min(...prorations.map(({ period }) => period?.startAt ?? at));
    const invoice = writeInvoice(draft, subscription, prorations, { startAt, endAt: at }, at);
    if (terms) beginCollecting(draft.account, invoice, subscription, at, terms);
    else settleWithoutCharge(invoice, at);
    dropClosed(draft.account);
  }
  stopRetries(draft.account, subscription);
  subscription.prorations = [];
  subscription.pendingChange = null;
  subscription.pendingPayment = null;
  subscription.pause = null;
  subscription.endedAt = at;
  changeStatus(subscription, 'canceled');
}

/** What is under way arrives all the same. */
function stopRetries(account: Account, subscription: SubscriptionState): void {
  for (const open of openInvoicesOf(account, subscription)) {
    if (open.payment?.status !== 'processing') open.next = null;
  }
}

export function changeStatus(subscription: SubscriptionState, status: SubscriptionState['status']): void {
  subscription.status = status;
  subscription.version += 1;
}

export function openInvoicesOf(account: Account, subscription: SubscriptionState): InvoiceState[] {
  return account.openInvoices.filter((open) => open.subscription === subscription.id);
}

/** What is owed for a subscription and not on its way. */
export function outstandingOf(account: Account, subscription: SubscriptionState): bigint {
  const owed = openInvoicesOf(account, subscription).filter(
    ({ payment }) => payment?.status !== 'processing',
  );
  return sum(owed.map(amountDue));
}

function dropClosed(account: Account): void {
  account.openInvoices = account.openInvoices.filter((open) => open.status === 'open');
}

import {
  nextRenewalAt,
  type Account,
  type InvoiceAction,
  type InvoiceState,
  type IssuedInvoice,
  type SubscriptionState,
} from './account.js';
import type { Progress } from './draft.js';
import { beginCollecting, charge, isOverdue, settle } from './collect.js';
import { writeInvoice, type LineDraft } from './invoice.js';
import { period, type Millis } from './periods.js';
import { amountOf } from './price.js';
import type { BillingTerms } from './terms.js';

/** Things that happen to a customer at an instant, told apart by what they happen to. */
type Due =
  | { at: Millis; action: InvoiceAction; invoice: InvoiceState }
  | { at: Millis; action: 'end' | 'renew'; subscription: SubscriptionState };

/** What comes first of what falls due at one instant: money that arrives can still save what would end. */
const ORDER: readonly Due['action'][] = ['settle', 'retry', 'fall_overdue', 'end', 'renew'];

/**
 * Lets time pass for one customer: everything that falls due until `to`, including `to`, happens in the order of
 * its instants. The same in one step as in many. What it is given stays as it was.
 */
export function advance(given: Account, to: Millis, terms: BillingTerms): Progress {
  const subscriptions = given.subscriptions.map((subscription) => ({ ...subscription }));
  const invoices = given.openInvoices.map((invoice) => ({ ...invoice }));
  const account: Account = { ...given, subscriptions, openInvoices: [...invoices] };
  const issued: IssuedInvoice[] = [];
  // Only these are looked at in every step, not all that were ever left open.
  let waiting = invoices.filter((invoice) => invoice.next !== null);

  for (;;) {
    const due = earliest(subscriptions, waiting);
    if (due === null || due.at > to) {
      return {
        account,
        issued,
        changedInvoices: invoices.filter((invoice, index) => differs(invoice, given.openInvoices[index]!)),
        changedSubscriptions: subscriptions.filter(
          (subscription, index) => subscription.version !== given.subscriptions[index]!.version,
        ),
        dueAt: due?.at ?? null,
      };
    }
    switch (due.action) {
      case 'settle':
      case 'retry':
      case 'fall_overdue':
        collect(account, due.invoice, due.action, due.at, terms);
        break;
      case 'end':
        end(account, due.subscription, due.at);
        break;
      case 'renew': {
        const invoice = renew(account, due.subscription, due.at, terms);
        issued.push(invoice);
        waiting.push(invoice);
      }
    }
    waiting = waiting.filter((invoice) => invoice.next !== null);
  }
}

function earliest(
  subscriptions: readonly SubscriptionState[],
  invoices: readonly InvoiceState[],
): Due | null {
  const dues: Due[] = [];
  for (const invoice of invoices) {
    if (invoice.next) dues.push({ ...invoice.next, invoice });
  }
  for (const subscription of subscriptions) {
    if (subscription.endedAt !== null) continue;
    dues.push({ at: nextRenewalAt(subscription), action: 'renew', subscription });
    if (subscription.cancelAt !== null) dues.push({ at: subscription.cancelAt, action: 'end', subscription });
  }
  return dues.reduce<Due | null>(
    (first, due) => (first === null || comesBefore(due, first) ? due : first),
    null,
  );
}

function comesBefore(one: Due, other: Due): boolean {
  return (
    one.at < other.at || (one.at === other.at && ORDER.indexOf(one.action) < ORDER.indexOf(other.action))
  );
}

/** Fields are scalars, or objects that are replaced and never written to. */
function differs(after: InvoiceState, before: InvoiceState): boolean {
  return (Object.keys(after) as (keyof InvoiceState)[]).some((field) => after[field] !== before[field]);
}

/** A new period begins: it is invoiced, and payment is tried. The first one is where a trial ends. */
function renew(
  account: Account,
  subscription: SubscriptionState,
  at: Millis,
  terms: BillingTerms,
): IssuedInvoice {
  const span = period(subscription.anchorAt, subscription.price, subscription.periodsBilled);
  const { price, quantity } = subscription;
  const line: LineDraft = {
    description: price.productName,
    quantity,
    unitAmount: price.unitAmount,
    amount: amountOf(subscription),
    discount: 0n,
    taxBehavior: price.taxBehavior,
    period: span,
    proration: false,
  };
  const invoice = writeInvoice(account, subscription, [line], span, at);
  subscription.paid = line.amount;
  subscription.periodsBilled += 1;
  subscription.version += 1;
  if (subscription.status === 'trialing') subscription.status = 'active';

  beginCollecting(invoice, subscription, at, terms);
  judge(account, subscription, invoice, at, terms);
  return invoice;
}

/** Something that was planned happens to an open invoice. */
function collect(
  account: Account,
  invoice: InvoiceState,
  action: InvoiceAction,
  at: Millis,
  terms: BillingTerms,
): void {
  const subscription = account.subscriptions.find((candidate) => candidate.id === invoice.subscription);
  invoice.next = null;
  if (action === 'settle') settle(invoice, at);
  if (action === 'retry' && subscription?.paymentMethod)
    charge(invoice, subscription.paymentMethod, at, terms);
  judge(account, subscription, invoice, at, terms);
}

/** Draws the consequences of what became of an invoice, for the subscription that it is for if that still lives. */
function judge(
  account: Account,
  subscription: SubscriptionState | undefined,
  invoice: InvoiceState,
  at: Millis,
  terms: BillingTerms,
): void {
  if (invoice.status !== 'open')
    account.openInvoices = account.openInvoices.filter((open) => open !== invoice);
  if (!subscription) return;
  const { status } = subscription;
  if (isOverdue(invoice, at)) {
    if (invoice.refusals > terms.retryAfterDays.length) giveUp(account, subscription, at, terms);
    else if (status === 'active') changeStatus(subscription, 'past_due');
  } else if (status === 'past_due') {
    // What was refused stays owed until the money is there, also while a debit is under way for it.
    const owes = openInvoicesOf(account, subscription).some(
      (open) => open.refusals > 0 || isOverdue(open, at),
    );
    if (!owes) changeStatus(subscription, 'active');
  }
}

/** The last retry was refused: by the terms, the subscription ends, or stays and is not collected any more. */
function giveUp(account: Account, subscription: SubscriptionState, at: Millis, terms: BillingTerms): void {
  if (terms.afterRetries === 'leave_unpaid') {
    stopRetries(account, subscription);
    changeStatus(subscription, 'unpaid');
    return;
  }
  subscription.canceledAt ??= at;
  end(account, subscription, at);
  for (const open of openInvoicesOf(account, subscription)) {
    if (isOverdue(open, at)) open.status = 'uncollectible';
  }
  account.openInvoices = account.openInvoices.filter((open) => open.status === 'open');
}

/** The subscription is over. What it still owes stays owed, but nobody is charged for it by surprise. */
function end(account: Account, subscription: SubscriptionState, at: Millis): void {
  stopRetries(account, subscription);
  subscription.endedAt = at;
  changeStatus(subscription, 'canceled');
}

/** Debits that are under way arrive all the same. */
function stopRetries(account: Account, subscription: SubscriptionState): void {
  for (const open of openInvoicesOf(account, subscription)) {
    if (open.next?.action !== 'settle') open.next = null;
  }
}

function changeStatus(subscription: SubscriptionState, status: SubscriptionState['status']): void {
  subscription.status = status;
  subscription.version += 1;
}

function openInvoicesOf(account: Account, subscription: SubscriptionState): InvoiceState[] {
  return account.openInvoices.filter((open) => open.subscription === subscription.id);
}

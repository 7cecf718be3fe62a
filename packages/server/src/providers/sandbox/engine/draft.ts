import { BillfoldError } from '../../../errors.js';
import type { Account, DiscountState, InvoiceState, IssuedInvoice, SubscriptionState } from './account.js';
import { nextDue } from './due.js';
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
  /** Discounts that subscriptions have got on the way, also those that have ended since. */
  taken: TakenDiscount[];
  /** When something falls due next; null when nothing ever will. */
  dueAt: Millis | null;
}

export interface TakenDiscount {
  subscription: string;
  discount: DiscountState;
}

/** An account that is worked on. What was given stays as it was, so that a draft can be thrown away. */
export interface Draft {
  readonly given: Account;
  /** Its subscriptions and invoices are written to; the objects in their fields are replaced. */
  readonly account: Account;
  /** The given invoices, also those that are not open any more. */
  readonly invoices: readonly InvoiceState[];
  readonly issued: IssuedInvoice[];
  readonly taken: TakenDiscount[];
}

export function draftOf(given: Account): Draft {
  const subscriptions = given.subscriptions.map((subscription) => ({ ...subscription }));
  const invoices = given.openInvoices.map((invoice) => ({ ...invoice }));
  return {
    given,
    account: { ...given, subscriptions, openInvoices: [...invoices] },
    invoices,
    issued: [],
    taken: [],
  };
}

/** What there is to store of a draft that is kept. */
export function progressOf({ given, account, invoices, issued, taken }: Draft): Progress {
  const { subscriptions, openInvoices } = account;
  return {
    account,
    issued,
    changedInvoices: invoices.filter((invoice, index) => differs(invoice, given.openInvoices[index]!)),
    changedSubscriptions: subscriptions.filter(
      (subscription, index) => subscription.version !== given.subscriptions[index]!.version,
    ),
    taken,
    dueAt: nextDue(subscriptions, openInvoices)?.at ?? null,
  };
}

/**
 * A subscription of a draft.
 * @throws BillfoldError `subscription_state` when it is over; those that have ended are not in accounts.
 */
export function livingSubscription({ account }: Draft, id: string): SubscriptionState {
  const subscription = account.subscriptions.find((candidate) => candidate.id === id);
  if (!subscription || subscription.endedAt !== null) throw new BillfoldError('subscription_state');
  return subscription;
}

/**
 * A subscription of a draft of which no payment is under way: what the money is for must still be there when it arrives.
 * @throws BillfoldError `subscription_state`
 */
export function settledSubscription(draft: Draft, id: string): SubscriptionState {
  const subscription = livingSubscription(draft, id);
  if (isPaying(subscription)) throw new BillfoldError('subscription_state');
  return subscription;
}

/** Whether the payment of a change is under way, so that nobody knows how it ends. */
export function isPaying({ pendingPayment }: Pick<SubscriptionState, 'pendingPayment'>): boolean {
  return pendingPayment?.status === 'processing';
}

/** Fields are scalars, or objects that are replaced and never written to. */
function differs(after: InvoiceState, before: InvoiceState): boolean {
  return (Object.keys(after) as (keyof InvoiceState)[]).some((field) => after[field] !== before[field]);
}

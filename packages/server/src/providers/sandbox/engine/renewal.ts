import type { EngineChange, IssuedInvoice, LineDraft, SubscriptionState } from './account.js';
import { beginCollecting } from './collect.js';
import { afterUseOf, isActive, takeDiscount, takeOff } from './discounts.js';
import type { Draft } from './draft.js';
import { writeInvoice } from './invoice.js';
import { period, type Millis } from './periods.js';
import { amountOf, hasSameInterval } from './price.js';
import { judge, openInvoicesOf } from './standing.js';
import { treatmentOf } from './tax.js';
import type { BillingTerms } from './terms.js';

/** The paid period, the trial or the pause is over: the next period begins, is invoiced, and payment is tried. */
export function renew(
  draft: Draft,
  subscription: SubscriptionState,
  at: Millis,
  terms: BillingTerms,
): IssuedInvoice {
  const wasPaused = subscription.status === 'paused';
  subscription.pendingPayment = null;
  takePendingChange(draft, subscription, at);
  if (wasPaused) countPeriodsFrom(subscription, at);
  const invoice = beginPeriod(draft, subscription, at);
  subscription.version += 1;
  beginCollecting(draft.account, invoice, subscription, at, terms);
  judge(draft, subscription, invoice, at, terms);
  if (wasPaused) judgeDebts(draft, subscription, at, terms);
  return invoice;
}

/** Draws the consequences of debts that a pause has kept without any. */
export function judgeDebts(
  draft: Draft,
  subscription: SubscriptionState,
  at: Millis,
  terms: BillingTerms,
): void {
  for (const open of openInvoicesOf(draft.account, subscription)) judge(draft, subscription, open, at, terms);
}

/** A change that was scheduled comes true. */
function takePendingChange(draft: Draft, subscription: SubscriptionState, at: Millis): void {
  const change = subscription.pendingChange;
  if (!change) return;
  const isOtherInterval = !hasSameInterval(change.price, subscription.price);
  subscription.pendingChange = null;
  takeTerms(draft, subscription, change, at);
  if (isOtherInterval) countPeriodsFrom(subscription, at);
}

/** Puts a subscription on another price, quantity and, where one was entered, discount. */
export function takeTerms(
  draft: Draft,
  subscription: SubscriptionState,
  { price, quantity, discount }: Pick<EngineChange, 'price' | 'quantity' | 'discount'>,
  at: Millis,
): void {
  subscription.price = price;
  subscription.quantity = quantity;
  if (discount) takeDiscount(draft, subscription, discount, at);
}

/** The next period is the first one that is counted from here. */
export function countPeriodsFrom(subscription: SubscriptionState, anchorAt: Millis): void {
  subscription.anchorAt = anchorAt;
  subscription.periodsBilled = 0;
}

/** Invoices the next period, with all lines that wait for an invoice. A trial or a pause is over with it. */
export function beginPeriod(draft: Draft, subscription: SubscriptionState, issuedAt: Millis): IssuedInvoice {
  const { price, quantity, anchorAt, periodsBilled } = subscription;
  const span = period(anchorAt, price, periodsBilled);
  subscription.discounts = subscription.discounts.filter((discount) => isActive(discount, span.startAt));
  const amount = amountOf(subscription);
  const { off, by } = takeOff(amount, subscription, span.startAt);
  const line: LineDraft = {
    description: price.productName,
    quantity,
    // Steps of a graduated price have several unit amounts: the line has none.
    unitAmount: price.scheme === 'graduated' ? null : price.unitAmount,
    amount,
    discount: off,
    taxBehavior: price.taxBehavior,
    taxTreatment: null,
    period: span,
    proration: false,
  };
  const invoice = writeInvoice(draft, subscription, [...subscription.prorations, line], span, issuedAt);
  subscription.prorations = [];
  subscription.paid = amount - off;
  subscription.taxTreatment = treatmentOf(draft.account.billedTo, issuedAt);
  subscription.discounts = afterUseOf(by, subscription.discounts);
  subscription.periodsBilled += 1;
  subscription.pause = null;
  if (subscription.status === 'trialing' || subscription.status === 'paused') subscription.status = 'active';
  return invoice;
}

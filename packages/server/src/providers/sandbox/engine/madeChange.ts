import { BillfoldError } from '../../../errors.js';
import {
  currentPeriod,
  nextRenewalAt,
  type EngineChange,
  type IssuedInvoice,
  type LineDraft,
  type SubscriptionState,
} from './account.js';
import { afterUseOf, recurringDiscounts, takeOff } from './discounts.js';
import type { Draft } from './draft.js';
import { totalsOf, writeInvoice } from './invoice.js';
import type { Millis } from './periods.js';
import { amountOf, hasSameInterval } from './price.js';
import { remainingTime, unusedTime } from './proration.js';
import { beginPeriod, countPeriodsFrom, takeTerms } from './renewal.js';
import { outstandingOf } from './standing.js';
import { treatmentOf } from './tax.js';

/** What a change has written: an invoice, or lines that wait for the next one. */
export interface MadeChange {
  invoice: IssuedInvoice | null;
  waiting: LineDraft[];
}

/** Makes a change in a draft. What it costs is invoiced and not collected. */
export function makeChange(
  draft: Draft,
  subscription: SubscriptionState,
  change: EngineChange,
  now: Millis,
): MadeChange {
  subscription.pendingChange = null;
  subscription.pendingPayment = null;
  subscription.version += 1;
  if (change.timing === 'period_end') {
    const { price, quantity, discount } = change;
    subscription.pendingChange = { price, quantity, discount, at: nextRenewalAt(subscription) };
    return { invoice: null, waiting: [] };
  }

  const { startAt, endAt } = currentPeriod(subscription);
  if (change.pricedAt < startAt || change.pricedAt > endAt) throw new BillfoldError('quote_stale');
  const before = { ...subscription };
  takeTerms(draft, subscription, change, change.pricedAt);
  if (isSamePlan(before, subscription) || before.status === 'paused') return { invoice: null, waiting: [] };
  if (before.status === 'trialing') return changeInTrial(draft, subscription, change, now);
  if (beginsNewPeriod(before, subscription)) {
    return { invoice: changeWithNewPeriod(draft, before, subscription, change, now), waiting: [] };
  }
  return changeInPeriod(draft, before, subscription, change, now);
}

function isSamePlan(before: SubscriptionState, { price, quantity }: SubscriptionState): boolean {
  return before.price.id === price.id && before.quantity === quantity;
}

/** What was free was never bought for a time: the time that is paid begins with the change. */
function beginsNewPeriod(before: SubscriptionState, after: SubscriptionState): boolean {
  return !hasSameInterval(before.price, after.price) || (amountOf(before) === 0n && amountOf(after) > 0n);
}

function changeInTrial(
  draft: Draft,
  subscription: SubscriptionState,
  { trialBehavior, pricedAt }: EngineChange,
  now: Millis,
): MadeChange {
  if (trialBehavior === 'continue_trial') return { invoice: null, waiting: [] };
  subscription.trialEndAt = pricedAt;
  countPeriodsFrom(subscription, pricedAt);
  return { invoice: beginPeriod(draft, subscription, now), waiting: [] };
}

/** The old period is cut off, and a whole new one is invoiced. */
function changeWithNewPeriod(
  draft: Draft,
  before: SubscriptionState,
  subscription: SubscriptionState,
  { prorationBehavior, pricedAt }: EngineChange,
  now: Millis,
): IssuedInvoice {
  const credit = prorationBehavior === 'none' ? null : unusedTime(before, pricedAt);
  const isUnpaid = outstandingOf(draft.account, subscription) > 0n;
  const givenBack = credit && isUnpaid ? atMostCharged(credit, subscription, pricedAt) : credit;
  if (givenBack) subscription.prorations = [...before.prorations, givenBack];
  countPeriodsFrom(subscription, pricedAt);
  return beginPeriod(draft, subscription, now);
}

/** Of time that nobody has paid as much as the new period charges, so that nothing of it becomes money. */
function atMostCharged(credit: LineDraft, subscription: SubscriptionState, at: Millis): LineDraft {
  const amount = amountOf(subscription);
  const charged = amount - takeOff(amount, subscription, at).off;
  const { taxBehavior } = subscription.price;
  return {
    ...credit,
    amount: credit.amount < -charged ? -charged : credit.amount,
    // Taxed like what it is held against: no tax was paid on it either.
    taxBehavior,
    taxTreatment: null,
  };
}

/** The period stays: the rest of it is given back at the old price and charged at the new one. */
function changeInPeriod(
  draft: Draft,
  before: SubscriptionState,
  subscription: SubscriptionState,
  { prorationBehavior, pricedAt }: EngineChange,
  now: Millis,
): MadeChange {
  if (prorationBehavior === 'none') return { invoice: null, waiting: [] };
  const isInvoicedNow = prorationBehavior === 'always_invoice';
  // A coupon for one invoice is for the next one as a whole, and not for lines that wait for it.
  const discounts = isInvoicedNow ? subscription.discounts : recurringDiscounts(subscription.discounts);
  const amount = amountOf(subscription);
  const { off, by } = takeOff(amount, { ...subscription, discounts }, pricedAt);
  subscription.paid = amount - off;
  subscription.taxTreatment = treatmentOf(draft.account.billedTo, now);
  const credit = unusedTime(before, pricedAt);
  const lines = [...(credit ? [credit] : []), remainingTime(subscription, pricedAt)];
  const isUnpaid = outstandingOf(draft.account, subscription) > 0n;
  if (isUnpaid && totalsOf([...before.prorations, ...lines], draft.account.billedTo, now).total < 0n) {
    // The period goes on as it was invoiced: what nobody has paid does not become money.
    const { paid, taxTreatment } = before;
    Object.assign(subscription, { paid, taxTreatment });
    return { invoice: null, waiting: [] };
  }
  if (!isInvoicedNow) {
    subscription.prorations = [...before.prorations, ...lines];
    return { invoice: null, waiting: lines };
  }
  const period = { startAt: pricedAt, endAt: currentPeriod(subscription).endAt };
  const invoice = writeInvoice(draft, subscription, [...before.prorations, ...lines], period, now);
  subscription.prorations = [];
  subscription.discounts = afterUseOf(by, subscription.discounts);
  return { invoice, waiting: [] };
}

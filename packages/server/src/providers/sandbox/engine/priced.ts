import {
  amountDue,
  nextRenewalAt,
  type DiscountState,
  type EngineChange,
  type IssuedInvoice,
  type IssuedLine,
  type LineDraft,
  type SubscriptionState,
} from './account.js';
import { isActive, isGoodFor, recurringDiscounts, takeOff, withDiscount } from './discounts.js';
import type { Draft } from './draft.js';
import { totalsOf } from './invoice.js';
import { invoiceId, invoiceLineId } from './numbers.js';
import type { Millis } from './periods.js';
import { amountOf } from './price.js';
import type { TaxAmount } from './tax.js';
import type { BillingTerms } from './terms.js';
import { upcomingInvoice } from './upcoming.js';

/** What a change costs. See `Quote` of the contract for what the amounts mean. */
export interface PricedTerms {
  effectiveAt: Millis;
  currency: string;
  /** What is invoiced now or, where nothing is, waits for the next invoice. */
  lines: IssuedLine[];
  taxes: TaxAmount[];
  subtotal: bigint;
  discount: bigint;
  tax: bigint;
  total: bigint;
  balanceApplied: bigint;
  creditAdded: bigint;
  dueNow: bigint;
  /** What every whole period costs from the next one on, with tax as it is now, and whose discount is in it. */
  recurring: { total: bigint; discounts: DiscountState[] };
  nextInvoice: { issuedAt: Millis; total: bigint } | null;
  /** Null: there is no trial any more. */
  trialEndAt: Millis | null;
}

/** Reads off a draft in which a change was made what that change costs. */
export function priceChange(
  { account }: Draft,
  subscription: SubscriptionState,
  change: EngineChange,
  { invoice, waiting }: { invoice: IssuedInvoice | null; waiting: readonly LineDraft[] },
  now: Millis,
  terms: BillingTerms,
): PricedTerms {
  const effectiveAt = subscription.pendingChange?.at ?? change.pricedAt;
  // Lines that wait get their names for good with the invoice that they wait for, which is the next one.
  const nextId = invoiceId(account.invoicePrefix, account.invoicesIssued + 1);
  const lines = waiting.map((line, index) => ({ ...line, id: invoiceLineId(nextId, index) }));
  const { subtotal, discount, taxes, tax, total } = invoice ?? totalsOf(lines, account.billedTo, now);
  const balanceApplied = invoice?.balanceApplied ?? 0n;
  const next = upcomingInvoice(account, subscription.id, terms);
  return {
    effectiveAt,
    currency: change.price.currency,
    lines: invoice?.lines ?? lines,
    taxes,
    subtotal,
    discount,
    tax,
    total,
    balanceApplied: balanceApplied > 0n ? balanceApplied : 0n,
    creditAdded: balanceApplied < 0n ? -balanceApplied : 0n,
    dueNow: invoice ? amountDue(invoice) : 0n,
    recurring: priceRecurring(account.billedTo, subscription, change, now),
    nextInvoice: next && { issuedAt: next.issuedAt, total: next.total },
    trialEndAt: subscription.status === 'trialing' ? subscription.trialEndAt : null,
  };
}

/**
 * One whole period of the new plan, without what waits, at what it costs for good: with no discount that ends. Those that
 * are still taken off where the next period begins are told beside it.
 */
function priceRecurring(
  billedTo: Draft['account']['billedTo'],
  subscription: SubscriptionState,
  { price, quantity, discount: entered, timing }: EngineChange,
  now: Millis,
): PricedTerms['recurring'] {
  const at = nextRenewalAt(subscription);
  const had = subscription.discounts;
  const all = entered && timing === 'period_end' ? withDiscount(had, entered, at) : had;
  const discounts = recurringDiscounts(all).filter(
    (discount) => isActive(discount, at) && isGoodFor(discount.coupon, price),
  );
  // Whoever agrees to it agrees for as long as they stay: what is cheaper for some months is not what it costs.
  const lasting = discounts.filter(({ endsAt }) => endsAt === null);
  const amount = amountOf({ price, quantity });
  const { off: discount } = takeOff(amount, { price, discounts: lasting }, at);
  const { total } = totalsOf([{ amount, discount, taxBehavior: price.taxBehavior }], billedTo, now);
  return { total, discounts };
}

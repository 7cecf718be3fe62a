import type Stripe from 'stripe';
import type { State } from '../State.js';
import { activeDiscounts, couponOf, takeOff } from './discounts.js';
import { idOf, known } from './find.js';
import { addInvoiceItem, pendingItems } from './invoiceItems.js';
import { shareOf, sum } from './money.js';
import { dayOf, type Period } from './periods.js';
import { amountOf } from './priceAmount.js';

/** Something that was charged for a time that has not passed yet, and was not given back. */
interface Debit {
  /** After discounts. */
  net: number;
  period: Period;
  source: Stripe.InvoiceItem.ProrationDetails.CreditedItems;
}

/** Gives back what is left of the time that a subscription item was paid for: each debit by itself, at what it really cost. */
export function creditUnusedTime(
  state: State,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
  at: number,
  now: number,
): void {
  for (const { net, period, source } of debitsOf(state, subscription, item.id, at)) {
    const from = Math.max(at, period.start);
    addInvoiceItem(
      state,
      {
        ...prorationOf(subscription, item),
        amount: -shareOf(net, period.end - from, period.end - period.start),
        description: `Unused time on ${nameOf(state, item)} after ${dayOf(from)}`,
        period: { start: from, end: period.end },
        credits: source,
      },
      now,
    );
  }
}

/**
 * Charges for what is left of the period of an item. Discounts are in the amount: `proration_discounts: included`.
 *
 * @param isInvoicedNow one that is for one invoice is taken off only where this is on the next one by itself.
 */
export function debitRemainingTime(
  state: State,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
  at: number,
  now: number,
  isInvoicedNow: boolean,
): void {
  const { current_period_start: start, current_period_end: end } = item;
  if (end <= at) return;
  const items = subscription.items.data;
  const whole = items.map(({ price, quantity }) => ({
    amount: amountOf(price, quantity ?? 1, subscription.currency),
    product: String(price.product),
  }));
  const discounts = activeDiscounts(state, subscription.discounts, at).filter(
    (discount) => isInvoicedNow || couponOf(state, discount).duration !== 'once',
  );
  const index = items.indexOf(item);
  const off = sum(takeOff(state, discounts, whole)[index]!.map(({ amount }) => amount));
  addInvoiceItem(
    state,
    {
      ...prorationOf(subscription, item),
      amount: shareOf(whole[index]!.amount - off, end - at, end - start),
      description: `Remaining time on ${nameOf(state, item)} after ${dayOf(at)}`,
      period: { start: at, end },
    },
    now,
  );
}

/** The debits of an item for time after an instant: those that were paid, and those that wait for an invoice. */
function debitsOf(state: State, subscription: Stripe.Subscription, item: string, at: number): Debit[] {
  const invoices = [...state.invoices.values()].filter(
    (invoice) => idOf(invoice.parent?.subscription_details?.subscription) === subscription.id,
  );
  const credited = creditedIds(state);
  const debits: Debit[] = [];
  for (const invoice of invoices.filter(({ status }) => status === 'paid')) {
    for (const line of invoice.lines.data) {
      const details = line.parent?.subscription_item_details;
      if (details?.subscription_item !== item || line.amount <= 0 || line.period.end <= at) continue;
      if (credited.has(line.id) || (details.invoice_item && credited.has(details.invoice_item))) continue;
      debits.push({
        net: line.amount - sum((line.discount_amounts ?? []).map(({ amount }) => amount)),
        period: line.period,
        source: {
          invoice_line_item_details: { invoice: invoice.id, invoice_line_items: [line.id] },
          type: 'invoice_line_items',
        },
      });
    }
  }
  for (const pending of pendingItems(state, String(subscription.customer), subscription.id)) {
    const isOfItem = pending.parent?.subscription_details?.subscription_item === item;
    if (!isOfItem || pending.amount <= 0 || pending.period.end <= at || credited.has(pending.id)) continue;
    const source = { invoice_item: pending.id, type: 'invoice_item' } as const;
    debits.push({ net: pending.amount, period: pending.period, source });
  }
  return debits;
}

/** The ids of lines and invoice items that were given back already, by something that counts. */
function creditedIds(state: State): Set<string> {
  const ids = new Set<string>();
  for (const item of state.invoiceItems.values()) {
    const credits = item.proration_details?.credited_items;
    const isVoid = item.invoice !== null && state.invoices.get(String(item.invoice))?.status === 'void';
    if (!credits || isVoid) continue;
    if (credits.invoice_item) ids.add(credits.invoice_item);
    for (const line of credits.invoice_line_item_details?.invoice_line_items ?? []) ids.add(line);
  }
  return ids;
}

function prorationOf(subscription: Stripe.Subscription, item: Stripe.SubscriptionItem) {
  return {
    customer: String(subscription.customer),
    subscription: subscription.id,
    subscriptionItem: item.id,
    price: item.price,
    quantity: item.quantity ?? 1,
    currency: subscription.currency,
    proration: true,
    discountable: false,
  };
}

/** `Basic`, or `3 × Seats`. */
export function nameOf(state: State, { price, quantity }: Stripe.SubscriptionItem): string {
  const { name } = known(state.products, price.product);
  return quantity === 1 ? name : `${quantity} × ${name}`;
}

import type Stripe from 'stripe';
import type { State } from '../State.js';
import { decimal } from './catalog.js';
import type { Period } from './periods.js';

/** What an invoice item is made of. */
export interface InvoiceItemTerms {
  customer: string;
  subscription: string | null;
  subscriptionItem: string | null;
  price: Stripe.Price | null;
  quantity: number;
  currency: string;
  amount: number;
  description: string;
  period: Period;
  /** What a credit gives back; null: it is none. */
  credits?: Stripe.InvoiceItem.ProrationDetails.CreditedItems | null;
  proration: boolean;
  discountable: boolean;
}

/** Adds something to the next invoice of a subscription, or of a customer. */
export function addInvoiceItem(state: State, terms: InvoiceItemTerms, now: number): Stripe.InvoiceItem {
  const { subscription, subscriptionItem, price } = terms;
  const item: Stripe.InvoiceItem = {
    id: state.newId('ii'),
    object: 'invoiceitem',
    amount: terms.amount,
    currency: terms.currency,
    customer: terms.customer,
    customer_account: null,
    date: now,
    description: terms.description,
    discountable: terms.discountable,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: {},
    net_amount: terms.amount,
    parent:
      subscription === null
        ? null
        : {
            subscription_details: {
              subscription,
              ...(subscriptionItem !== null && { subscription_item: subscriptionItem }),
            },
            type: 'subscription_details',
          },
    period: terms.period,
    pricing: price && {
      price_details: { price: price.id, product: String(price.product) },
      type: 'price_details',
      unit_amount_decimal: price.unit_amount_decimal,
    },
    proration: terms.proration,
    ...(terms.proration && {
      proration_details: { credited_items: terms.credits ?? null, discount_amounts: [] },
    }),
    quantity: terms.quantity,
    quantity_decimal: decimal(terms.quantity)!,
    tax_rates: [],
    test_clock: clockOf(state, terms.customer),
  };
  state.invoiceItems.set(item.id, item);
  state.emit('invoiceitem.created', item);
  return item;
}

/** What waits for the next invoice of a subscription; null: of a customer, on an invoice of its own. */
export function pendingItems(
  state: State,
  customer: string,
  subscription: string | null,
): Stripe.InvoiceItem[] {
  return [...state.invoiceItems.values()].filter(
    (item) =>
      item.invoice === null &&
      item.customer === customer &&
      (item.parent?.subscription_details?.subscription ?? subscription) === subscription,
  );
}

/** The test clock of a customer. */
export function clockOf(state: State, customer: string): string | null {
  const clock = state.customers.get(customer)?.test_clock;
  return typeof clock === 'string' ? clock : null;
}

import type Stripe from 'stripe';
import type { State } from '../State.js';
import { known } from './find.js';
import type { Period } from './periods.js';
import { amountOf } from './priceAmount.js';

/** A line before discounts and taxes. */
export interface LineDraft {
  amount: number;
  description: string | null;
  discountable: boolean;
  parent: Stripe.InvoiceLineItem.Parent;
  period: Period;
  price: Stripe.Price | null;
  pricing: Stripe.InvoiceLineItem.Pricing | null;
  quantity: number | null;
}

/** A whole period of an item, free of charge while it is on trial. */
export function lineOfPeriod(
  state: State,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
): LineDraft {
  const { price, quantity = 1 } = item;
  const { name } = known(state.products, price.product);
  const isTrial = subscription.status === 'trialing';
  return {
    amount: isTrial ? 0 : amountOf(price, quantity, subscription.currency),
    description: isTrial
      ? `Trial period for ${name}`
      : `${quantity} × ${name}${rateOf(price, subscription.currency)}`,
    discountable: true,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period: { start: item.current_period_start, end: item.current_period_end },
    price,
    pricing: pricingOf(price),
    quantity,
  };
}

/** Something that waited for an invoice. */
export function lineOfInvoiceItem(state: State, item: Stripe.InvoiceItem): LineDraft {
  const price = item.pricing?.price_details ? known(state.prices, item.pricing.price_details.price) : null;
  const { subscription = null, subscription_item } = item.parent?.subscription_details ?? {};
  const creditedLines = item.proration_details?.credited_items?.invoice_line_item_details ?? null;
  const details = {
    proration: item.proration,
    proration_details: { credited_items: creditedLines },
    subscription,
  };
  return {
    amount: item.amount,
    description: item.description,
    discountable: item.discountable,
    parent: subscription_item
      ? {
          invoice_item_details: null,
          subscription_item_details: { ...details, invoice_item: item.id, subscription_item },
          type: 'subscription_item_details',
        }
      : {
          invoice_item_details: { ...details, invoice_item: item.id },
          subscription_item_details: null,
          type: 'invoice_item_details',
        },
    period: item.period,
    price,
    pricing: price && pricingOf(price),
    quantity: item.quantity,
  };
}

function pricingOf(price: Stripe.Price): Stripe.InvoiceLineItem.Pricing {
  return {
    price_details: { price: price.id, product: String(price.product) },
    type: 'price_details',
    unit_amount_decimal: price.unit_amount_decimal,
  };
}

/** ` (at €10.00 / month)`, where there is one amount for each. */
function rateOf(price: Stripe.Price, currency: string): string {
  if (price.billing_scheme === 'tiered' || !price.recurring) return '';
  const unit = amountOf(price, 1, currency);
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  const { interval, interval_count } = price.recurring;
  const every = interval_count === 1 ? interval : `${interval_count} ${interval}s`;
  return ` (at ${format.format(unit / 10 ** maximumFractionDigits)} / ${every})`;
}

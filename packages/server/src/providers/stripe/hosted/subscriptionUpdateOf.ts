import type { PortalFeatures } from '@billfold/contract';
import type Stripe from 'stripe';
import type { HostedPortalSource } from './toBillingPortalConfiguration.js';

type Update = NonNullable<Stripe.BillingPortal.ConfigurationCreateParams.Features['subscription_update']>;

/** As many as Stripe's portal takes. */
const MAX_PRODUCTS = 10;

const conditions = {
  decreasing_amount: 'decreasing_item_amount',
  shortening_interval: 'shortening_interval',
} as const;

/** Changes of plan, in the words of Stripe's portal. What it can not limit as ours does is not offered there. */
export function subscriptionUpdateOf(
  update: PortalFeatures['subscriptionUpdate'],
  onSale: HostedPortalSource['products'],
): { params: Update; leftOut: string[] } {
  const { allow } = update;
  const leftOut: string[] = [];
  // It knows one kind of change of price, and would offer all where ours offers some.
  const kinds = (['upgrade', 'downgrade', 'interval'] as const).filter((kind) => allow.includes(kind));
  if (update.enabled && kinds.length > 0 && kinds.length < 3) {
    leftOut.push(
      `subscriptionUpdate allow ${kinds.join(', ')}: it lets all changes of price through or none`,
    );
  }
  const allowed: Update['default_allowed_updates'] = [
    ...(kinds.length === 3 ? (['price'] as const) : []),
    ...(allow.includes('quantity') ? (['quantity'] as const) : []),
    ...(allow.includes('promotion_code') ? (['promotion_code'] as const) : []),
  ];
  const products = productsOf(update, onSale);
  if (update.enabled && products.length > MAX_PRODUCTS) {
    const others = products.slice(MAX_PRODUCTS).map(({ product }) => product);
    leftOut.push(`subscriptionUpdate products ${others.join(', ')}: it takes ${MAX_PRODUCTS}`);
  }
  const enabled = update.enabled && allowed.length > 0 && products.length > 0;
  return {
    params: {
      enabled,
      default_allowed_updates: enabled ? allowed : '',
      products: enabled ? products.slice(0, MAX_PRODUCTS) : '',
      proration_behavior: update.prorationBehavior,
      billing_cycle_anchor: 'unchanged',
      trial_update_behavior: update.trialBehavior,
      schedule_at_period_end: {
        conditions: update.scheduleAtPeriodEnd.map((condition) => ({ type: conditions[condition] })),
      },
    },
    leftOut,
  };
}

function productsOf(
  { products, allow }: PortalFeatures['subscriptionUpdate'],
  onSale: HostedPortalSource['products'],
) {
  const wanted =
    products ??
    onSale.map(({ id }) => ({
      product: id,
      prices: null,
      quantity: { adjustable: true, min: 1, max: 999_999 },
    }));
  return wanted
    .map(({ product, prices, quantity }) => ({
      product,
      prices: [...(onSale.find(({ id }) => id === product)?.prices ?? [])].filter(
        (id) => prices?.includes(id) ?? true,
      ),
      adjustable_quantity: {
        enabled: quantity.adjustable && allow.includes('quantity'),
        minimum: quantity.min,
        maximum: quantity.max,
      },
    }))
    .filter(({ prices }) => prices.length > 0);
}

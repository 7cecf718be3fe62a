import type Stripe from 'stripe';
import { sum } from './money.js';

/** Whether a price can be charged in a currency. */
export function isPricedIn(price: Stripe.Price, currency: string): boolean {
  return price.currency === currency || price.currency_options?.[currency] !== undefined;
}

/** What so many of something cost for a whole period, before discounts and taxes. */
export function amountOf(price: Stripe.Price, quantity: number, currency: string): number {
  const terms = price.currency === currency ? price : price.currency_options?.[currency];
  if (terms === undefined) throw new Error(`${price.id} has no amount in ${currency}.`);
  if (price.billing_scheme !== 'tiered') return (terms.unit_amount ?? 0) * quantity;
  const tiers = terms.tiers ?? [];
  return price.tiers_mode === 'volume' ? inOneTier(tiers, quantity) : tierByTier(tiers, quantity);
}

/** Each unit costs what its own tier says. */
function tierByTier(tiers: readonly Stripe.Price.Tier[], quantity: number): number {
  return sum(
    tiers.map((tier, index) => {
      const from = index === 0 ? 0 : (tiers[index - 1]!.up_to ?? Infinity);
      const units = Math.min(quantity, tier.up_to ?? Infinity) - from;
      return units > 0 || (index === 0 && quantity === 0) ? costOf(tier, Math.max(units, 0)) : 0;
    }),
  );
}

/** All units cost what the tier of the last one says. */
function inOneTier(tiers: readonly Stripe.Price.Tier[], quantity: number): number {
  const tier = tiers.find(({ up_to }) => quantity <= (up_to ?? Infinity));
  return tier ? costOf(tier, quantity) : 0;
}

function costOf(tier: Stripe.Price.Tier, units: number): number {
  return (tier.flat_amount ?? 0) + (tier.unit_amount ?? 0) * units;
}

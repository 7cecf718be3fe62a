import type Stripe from 'stripe';
import type { PriceBook } from '../read/itemsOf.js';
import { orNull } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';

const WHOLE = ['product', 'tiers', 'currency_options'];

/**
 * Prices whole, each asked for once. Lists can not be asked for them: what Stripe gives with a subscription in a list ends before
 * its products and steps.
 *
 * @param wanted with the currency that each is charged in: steps in a currency besides the price's own one are asked for by name.
 */
export async function readPrices(
  context: StripeContext,
  wanted: Iterable<{ id: string; currency: string }>,
): Promise<PriceBook> {
  const uses = new Map<string, Set<string>>();
  for (const { id, currency } of wanted) uses.set(id, (uses.get(id) ?? new Set()).add(currency));
  const read = [...uses].map(([id, currencies]) => readPrice(context, id, ...currencies));
  const found = (await Promise.all(read)).filter((price) => price !== null);
  return new Map(found.map((price) => [price.id, price]));
}

/** A price whole; null when there is none. */
export async function readPrice(
  { stripe, options }: StripeContext,
  id: string,
  ...currencies: string[]
): Promise<Stripe.Price | null> {
  const retrieve = (expand: string[]) => orNull(stripe.prices.retrieve(id, { expand }, options()));
  const price = await retrieve(WHOLE);
  if (price?.billing_scheme !== 'tiered') return price;
  const others = currencies.filter((one) => one !== price.currency && price.currency_options?.[one]);
  if (others.length === 0) return price;
  return retrieve([...WHOLE, ...others.map((one) => `currency_options.${one}.tiers`)]);
}

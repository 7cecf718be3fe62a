import type Stripe from 'stripe';
import type { PriceBook } from '../read/itemsOf.js';
import { orNull } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';

const WHOLE = ['product', 'tiers', 'currency_options'];

/**
 * Prices whole, each asked for once. Lists can not be asked for them: what Stripe gives with a subscription in a list ends before
 * its products and steps.
 *
 * @param currency in which they are charged: steps in a currency besides the price's own one are asked for by name.
 */
export async function readPrices(
  context: StripeContext,
  wanted: Iterable<{ id: string; currency: string }>,
): Promise<PriceBook> {
  const currencies = new Map([...wanted].map(({ id, currency }) => [id, currency]));
  const read = [...currencies].map(([id, currency]) => readPrice(context, id, currency));
  const found = (await Promise.all(read)).filter((price) => price !== null);
  return new Map(found.map((price) => [price.id, price]));
}

/** A price whole; null when there is none. */
export async function readPrice(
  { stripe, options }: StripeContext,
  id: string,
  currency: string,
): Promise<Stripe.Price | null> {
  const retrieve = (expand: string[]) => orNull(stripe.prices.retrieve(id, { expand }, options()));
  const price = await retrieve(WHOLE);
  const option = price?.currency === currency ? null : price?.currency_options?.[currency];
  if (!option || price?.billing_scheme !== 'tiered') return price;
  return retrieve([...WHOLE, `currency_options.${currency}.tiers`]);
}

import type { Money, Price } from '@billfold/contract';
import type Stripe from 'stripe';
import { toMoney } from './toMoney.js';
import { amountOf, isOfferable, productNameOf, toPrice } from './toPrice.js';

/** Prices whole, by id: with their products, steps and currencies. */
export type PriceBook = ReadonlyMap<string, Stripe.Price>;

/** What is paid for: so many of a price. */
export interface Item {
  price: Stripe.Price;
  /** Stripe knows of none where use is metered, and of zero where somebody has left all seats. */
  quantity: number;
}

/** The items of a subscription, each with its price as the book has it. */
export function itemsOf(subscription: Stripe.Subscription, prices: PriceBook): Item[] {
  return subscription.items.data.map(({ price, quantity }) => ({
    price: prices.get(price.id) ?? price,
    quantity: quantity ?? 1,
  }));
}

/** What a subscription is called by: the first item that is not metered. */
export function mainOf<Listed extends { price: Stripe.Price }>(items: readonly Listed[]): Listed | null {
  return items.find(({ price }) => price.recurring?.usage_type !== 'metered') ?? items[0] ?? null;
}

/**
 * Whether the plan of a subscription can be changed here. One of several items, such as an add-on, can not: which of them is to
 * follow is the merchant's to say.
 */
export function isChangeable(subscription: Stripe.Subscription, prices: PriceBook): boolean {
  const [item, ...more] = itemsOf(subscription, prices);
  if (!item || more.length > 0 || item.quantity < 1) return false;
  return isOfferable(item.price, subscription.currency);
}

/**
 * What somebody has, or is going to have: the main item by name, and what one of its periods costs with all that is charged in
 * it.
 */
export function toPlanOf(items: readonly Item[], currency: string): PlanOf | null {
  const main = mainOf(items);
  if (!main) return null;
  const amounts = items.map(
    ({ price, quantity }) => amountOf(price, currency, quantity).amount * timesIn(main.price, price),
  );
  return {
    product: productNameOf(main.price),
    price: toPrice(main.price, currency, main.quantity),
    quantity: Math.max(1, main.quantity),
    amount: toMoney(
      amounts.reduce((sum, amount) => sum + amount, 0),
      currency,
    ),
  };
}

/** Whether something is charged that is no part of what a period costs: use that is metered, or what comes around by itself. */
export function isChargedBesides(items: readonly Item[], currency: string): boolean {
  const main = mainOf(items);
  if (!main) return false;
  return items.some(({ price, quantity }) => {
    if (price.recurring?.usage_type === 'metered') return true;
    return timesIn(main.price, price) === 0 && amountOf(price, currency, quantity).amount > 0;
  });
}

/** How often a price is charged in one period of another one; 0 where it is not charged in each of them as often. */
function timesIn({ recurring: main }: Stripe.Price, { recurring: other }: Stripe.Price): number {
  if (!main || !other) return 1;
  if (main.interval === other.interval && main.interval_count === other.interval_count) return 1;
  const [one, another] = [lengthOf(main), lengthOf(other)];
  if (!one || !another || one.unit !== another.unit || one.count % another.count !== 0) return 0;
  return one.count / another.count;
}

/** Months and days do not go into each other. */
function lengthOf({ interval, interval_count }: Stripe.Price.Recurring) {
  const lengths: Record<string, [unit: 'day' | 'month', count: number]> = {
    day: ['day', 1],
    week: ['day', 7],
    month: ['month', 1],
    year: ['month', 12],
  };
  const length = lengths[interval];
  return length && { unit: length[0], count: length[1] * interval_count };
}

export interface PlanOf {
  product: { id: string; name: string };
  price: Price;
  quantity: number;
  amount: Money;
}

import type { PriceTerms, SubscriptionState } from './account.js';
import { multiply, sum } from './money.js';

/** What one whole period of a subscription costs, before discounts and before exclusive tax. */
export function amountOf({ price, quantity }: Pick<SubscriptionState, 'price' | 'quantity'>): bigint {
  switch (price.scheme) {
    case 'flat':
    case 'per_seat':
      return multiply(price.unitAmount, quantity);
    case 'graduated':
      return graduatedAmount(price.tiers ?? [], quantity);
  }
}

/** Each seat costs what its step says; a step that is reached costs its flat amount besides. */
function graduatedAmount(tiers: NonNullable<PriceTerms['tiers']>, quantity: number): bigint {
  const costs = tiers.map(({ upTo, unitAmount, flatAmount }, index) => {
    const before = tiers[index - 1]?.upTo ?? 0;
    const seats = Math.min(quantity, upTo ?? quantity) - before;
    return seats > 0 ? multiply(unitAmount, seats) + flatAmount : 0n;
  });
  return sum(costs);
}

/** How prices are told apart by how often they are charged. */
export function hasSameInterval(one: PriceTerms, other: PriceTerms): boolean {
  return one.interval === other.interval && one.intervalCount === other.intervalCount;
}

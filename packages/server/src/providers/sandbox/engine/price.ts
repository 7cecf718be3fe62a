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

/** What is charged at once at most, in minor units: no billing company charges more. */
const MOST_CHARGED = 99_999_999n;

/** What is wrong with a price in a quantity of which one period costs more than can be charged at once; else null. */
export function faultOfAmount(plan: Pick<SubscriptionState, 'price' | 'quantity'>): string | null {
  const amount = amountOf(plan);
  if (amount <= MOST_CHARGED) return null;
  return `would cost ${amount} ${plan.price.currency} in minor units, and at most ${MOST_CHARGED} can be charged at once`;
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

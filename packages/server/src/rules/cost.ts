import type { Price } from '@billfold/contract';

type Priced = Pick<Price, 'unitAmount' | 'scheme' | 'tiers'>;
type Interval = Pick<Price, 'interval' | 'intervalCount'>;

/** What one whole interval of a price costs, in minor units, before discounts. It only compares: what is charged is the provider's to say. */
export function costOf({ unitAmount, scheme, tiers }: Priced, quantity: number): bigint {
  if (scheme === 'flat') return BigInt(unitAmount.amount);
  if (scheme === 'per_seat') return BigInt(unitAmount.amount) * BigInt(quantity);
  let cost = 0n;
  let reached = 0;
  for (const { upTo, unitAmount: unit, flatAmount } of tiers ?? []) {
    if (reached >= quantity) break;
    const last = Math.min(upTo ?? quantity, quantity);
    cost += BigInt(unit.amount) * BigInt(last - reached) + BigInt(flatAmount.amount);
    reached = last;
  }
  return cost;
}

/** Intervals in a year, near enough to tell dear from cheap. */
const PER_YEAR = { day: 365n, week: 52n, month: 12n, year: 1n };

/** Which of two prices costs more over a year: negative where it is the first that costs less. */
export function compareYearly(one: [Price, quantity: number], other: [Price, quantity: number]): number {
  const yearly = ([price, quantity]: [Price, number], shared: Interval) =>
    costOf(price, quantity) * PER_YEAR[price.interval] * BigInt(shared.intervalCount);
  const difference = yearly(one, other[0]) - yearly(other, one[0]);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Which of two intervals is longer: negative where the first is shorter. */
export function compareIntervals(one: Interval, other: Interval): number {
  const often = (interval: Interval, shared: Interval) =>
    PER_YEAR[interval.interval] * BigInt(shared.intervalCount);
  // What comes around more often is shorter.
  const difference = often(other, one) - often(one, other);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

import type { Plan, PlanPrice, Price } from '@billfold/contract';

/** How often a price is charged. */
export type PlanInterval = Pick<Price, 'interval' | 'intervalCount'>;

const SHORTEST_FIRST = ['day', 'week', 'month', 'year'];

/** The intervals that plans are offered in, shortest first, each once. */
export function intervalsOf(plans: readonly Plan[]): PlanInterval[] {
  const all = new Map(
    plans.flatMap(({ prices }) => prices).map((price) => [intervalKey(price), intervalOf(price)]),
  );
  return [...all.values()].sort(
    (one, other) =>
      SHORTEST_FIRST.indexOf(one.interval) - SHORTEST_FIRST.indexOf(other.interval) ||
      one.intervalCount - other.intervalCount,
  );
}

export function intervalOf({ interval, intervalCount }: PlanInterval): PlanInterval {
  return { interval, intervalCount };
}

/** Tells intervals apart, as the value of a radio does: `month-1`. */
export function intervalKey({ interval, intervalCount }: PlanInterval): string {
  return `${interval}-${intervalCount}`;
}

export function isSameInterval(one: PlanInterval, other: PlanInterval): boolean {
  return intervalKey(one) === intervalKey(other);
}

/** A price by its id; undefined where it is not among the plans. */
export function findPrice(plans: readonly Plan[], price: string): PlanPrice | undefined {
  return plans.flatMap(({ prices }) => prices).find(({ id }) => id === price);
}

/** The quantity nearest to the wanted one that a price can be had in. */
export function quantityWithin({ quantity: { min, max } }: PlanPrice, wanted: number): number {
  return Math.min(Math.max(wanted, min), max);
}

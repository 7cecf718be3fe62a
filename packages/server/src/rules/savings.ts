import { currencyExponent, type PlanPrice, type Price } from '@billfold/contract';
import { costOf } from './cost.js';

/** How many of the smaller unit an interval is exactly; days and months are never so many of each other. */
const LENGTH = {
  day: { unit: 'day', count: 1 },
  week: { unit: 'day', count: 7 },
  month: { unit: 'month', count: 1 },
  year: { unit: 'month', count: 12 },
};

/**
 * What a price saves over the shortest interval that its product has, where it lasts a whole number of those. One rule for all
 * providers: what is told to be saved is the same wherever it is bought.
 */
export function savingOf(price: Price, available: readonly Price[]): PlanPrice['saving'] {
  const { unit, count } = lengthOf(price);
  const shorter = available.filter((other) => {
    const length = lengthOf(other);
    const comparable =
      other.unitAmount.currency === price.unitAmount.currency && other.scheme === price.scheme;
    return comparable && length.unit === unit && length.count < count && count % length.count === 0;
  });
  const [shortest] = shorter.toSorted((one, other) => lengthOf(one).count - lengthOf(other).count);
  if (!shortest) return null;

  const oneSeat = costOf(shortest, 1);
  const instead = oneSeat * BigInt(count / lengthOf(shortest).count);
  const saved = instead - costOf(price, 1);
  const percent = instead === 0n ? 0n : (saved * 100n) / instead;
  if (saved <= 0n || percent < 1n) return null;
  const { currency } = price.unitAmount;
  return {
    comparedTo: shortest.id,
    amount: { amount: Number(saved), currency, exponent: currencyExponent(currency) },
    percent: Number(percent),
    freeIntervals: saved % oneSeat === 0n ? Number(saved / oneSeat) : null,
  };
}

function lengthOf({ interval, intervalCount }: Price) {
  const { unit, count } = LENGTH[interval];
  return { unit, count: count * intervalCount };
}

import { currencyExponent, type Money } from '@billfold/contract';

/**
 * Amounts are counts of minor units in BigInt, so that nothing is lost however many seats are multiplied by
 * whatever price. There is one rounding rule: half away from zero, once per line. Being symmetric, it makes a
 * credit exactly as large as the charge it takes back.
 */

/** Shares are counted in millionths, which is four decimals of a percentage. */
export const WHOLE = 1_000_000n;

/** `'8.875'` percent as millionths of the whole: `88_750n`. */
export function millionthsOf(percent: string): bigint {
  const [, units, decimals = ''] = /^(\d+)(?:\.(\d{1,4}))?$/.exec(percent) ?? [];
  if (units === undefined) throw new RangeError(`"${percent}" is not a percentage of at most four decimals.`);
  return BigInt(units) * 10_000n + BigInt(decimals.padEnd(4, '0'));
}

/** Price × quantity. */
export function multiply(amount: bigint, quantity: number): bigint {
  return amount * BigInt(quantity);
}

/** The part of an amount that a share of it is, rounded half away from zero. */
export function shareOf(amount: bigint, millionths: bigint): bigint {
  return prorate(amount, { part: millionths, whole: WHOLE });
}

/** A part of a whole, in whatever they are counted: seconds, for example. */
export interface Ratio {
  part: bigint;
  whole: bigint;
}

/** An amount times a ratio, rounded half away from zero. */
export function prorate(amount: bigint, { part, whole }: Ratio): bigint {
  const doubled = 2n * amount * part;
  return (amount < 0n ? doubled - whole : doubled + whole) / (2n * whole);
}

/**
 * Divides an amount by weights so that the parts add up to it exactly: each part is rounded down, and the units
 * that are left go to the parts that lost most (among equals, to the first).
 */
export function split(amount: bigint, weights: readonly bigint[]): bigint[] {
  const whole = sum(weights);
  if (whole <= 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError('Weights are not negative, and at least one is positive.');
  }
  if (amount < 0n) return split(-amount, weights).map((part) => -part);

  const parts = weights.map((weight) => (amount * weight) / whole);
  const lost = weights.map((weight, index) => ({ index, rest: (amount * weight) % whole }));
  lost.sort((a, b) => Number(b.rest > a.rest) - Number(b.rest < a.rest));
  const left = amount - sum(parts);
  for (const { index } of lost.slice(0, Number(left))) parts[index]! += 1n;
  return parts;
}

/** The sum of amounts of one currency. */
export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

/**
 * An amount as the contract writes it.
 * @throws RangeError when it can not be written as a JSON number without loss; prices and quantities are limited so that it can.
 */
export function toMoney(amount: bigint, currency: string): Money {
  if (amount > Number.MAX_SAFE_INTEGER || amount < Number.MIN_SAFE_INTEGER) {
    throw new RangeError(`${amount} ${currency} is too large for JSON.`);
  }
  return { amount: Number(amount), currency, exponent: currencyExponent(currency) };
}

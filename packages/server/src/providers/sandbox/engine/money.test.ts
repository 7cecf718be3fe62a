import fc from 'fast-check';
import { expect, test } from 'vitest';
import { millionthsOf, multiply, shareOf, split, sum, toMoney, WHOLE } from './money.js';

const anyAmount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const anyShare = fc.bigInt({ min: 0n, max: 2n * WHOLE });

test('[X2] halves are rounded away from zero, so that a credit is as large as the charge it takes back', () => {
  const tenth = millionthsOf('10');
  expect([4n, 5n, 14n, 15n, -4n, -5n, -15n].map((amount) => shareOf(amount, tenth))).toEqual([
    0n,
    1n,
    1n,
    2n,
    0n,
    -1n,
    -2n,
  ]);
});

test('[X2] a share is the nearest whole number of minor units, whatever the sign', () => {
  fc.assert(
    fc.property(anyAmount, anyShare, (amount, share) => {
      const error = 2n * (shareOf(amount, share) * WHOLE - amount * share);
      expect(error <= WHOLE && error >= -WHOLE).toBe(true);
      expect(shareOf(-amount, share)).toBe(-shareOf(amount, share));
    }),
    { numRuns: 3_000 },
  );
});

test('[X2] all of an amount is all of it, none is none, and more of it is never less', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), anyShare, anyShare, (amount, one, other) => {
      const [less, more] = one < other ? [one, other] : [other, one];
      expect(shareOf(amount, WHOLE)).toBe(amount);
      expect(shareOf(amount, 0n)).toBe(0n);
      expect(shareOf(amount, less) <= shareOf(amount, more)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('[X3] what is divided adds up to what it was, and no part is a unit away from its weight', () => {
  const anyWeights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(anyAmount, anyWeights, (amount, weights) => {
      fc.pre(sum(weights) > 0n);
      const parts = split(amount, weights);
      expect(sum(parts)).toBe(amount);
      for (const [index, part] of parts.entries()) {
        const error = part * sum(weights) - amount * weights[index]!;
        expect(error < sum(weights) && error > -sum(weights)).toBe(true);
      }
    }),
    { numRuns: 3_000 },
  );
});

test('[X3] the unit that is left goes to the part that lost most, among equals to the first', () => {
  expect(split(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  expect(split(10n, [1n, 2n])).toEqual([3n, 7n]);
  expect(split(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
  expect(() => split(1n, [0n])).toThrow(RangeError);
});

test('[X2] percentages are read exactly, or refused', () => {
  expect(millionthsOf('19')).toBe(190_000n);
  expect(millionthsOf('8.875')).toBe(88_750n);
  expect(millionthsOf('0.0001')).toBe(1n);
  for (const text of ['', '-1', '1e2', '.5', '1.23456', '1,5'])
    expect(() => millionthsOf(text)).toThrow(RangeError);
});

test('[X4] an amount of money is an integer with its currency’s decimals, and never minus zero', () => {
  fc.assert(
    fc.property(anyAmount, fc.constantFrom('jpy', 'usd', 'kwd'), (amount, currency) => {
      const money = toMoney(amount, currency);
      expect(Number.isSafeInteger(money.amount)).toBe(true);
      expect(Object.is(money.amount, -0)).toBe(false);
      expect(BigInt(money.amount)).toBe(amount);
    }),
    { numRuns: 1_000 },
  );
  expect(['jpy', 'usd', 'kwd', 'huf', 'isk'].map((currency) => toMoney(multiply(-5n, 0), currency))).toEqual([
    { amount: 0, currency: 'jpy', exponent: 0 },
    { amount: 0, currency: 'usd', exponent: 2 },
    { amount: 0, currency: 'kwd', exponent: 3 },
    { amount: 0, currency: 'huf', exponent: 2 },
    { amount: 0, currency: 'isk', exponent: 2 },
  ]);
});

test('[X4] an amount that JSON could not hold is refused and not rounded', () => {
  const largest = BigInt(Number.MAX_SAFE_INTEGER);
  expect(toMoney(largest, 'usd').amount).toBe(Number.MAX_SAFE_INTEGER);
  expect(() => toMoney(largest + 1n, 'usd')).toThrow(RangeError);
  expect(() => toMoney(-largest - 1n, 'usd')).toThrow(RangeError);
});

import { expect, test } from 'vitest';
import { aPrice, aProduct } from '../../../../test/stripeObjects.js';
import { toPlanOf } from './itemsOf.js';

const every = (interval: string, unit_amount: number, interval_count = 1) => ({
  price: aPrice({
    id: `price_${interval}_${interval_count}`,
    product: aProduct({ id: `prod_${interval}` }),
    unit_amount,
    recurring: { ...aPrice().recurring!, interval, interval_count },
  }),
  quantity: 1,
});
const amountOf = (...items: ReturnType<typeof every>[]) => toPlanOf(items, 'eur')!.amount.amount;

test('[X333] what comes around more often than the main item counts as often as it does in one period of that', () => {
  expect(amountOf(every('year', 120_000), every('month', 1000))).toBe(120_000 + 12 * 1000);
  expect(amountOf(every('month', 9000, 3), every('month', 1000))).toBe(9000 + 3 * 1000);
  expect(amountOf(every('week', 700), every('day', 100))).toBe(700 + 7 * 100);
});

test('[X333] what comes around less often, or by another calendar, is no part of a period', () => {
  expect(amountOf(every('month', 1000), every('year', 120_000))).toBe(1000);
  expect(amountOf(every('month', 2000, 2), every('month', 3000, 3))).toBe(2000);
  expect(amountOf(every('month', 1000), every('week', 100))).toBe(1000);
  expect(amountOf(every('decade', 1000), every('decade', 100))).toBe(1100);
  expect(amountOf(every('decade', 1000), every('month', 100))).toBe(1000);
});

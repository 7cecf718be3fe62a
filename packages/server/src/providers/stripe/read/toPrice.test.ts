import { expect, test } from 'vitest';
import { aPrice, aProduct, decimal } from '../../../../test/stripeObjects.js';
import { toMoney } from './toMoney.js';
import { amountOf, isOfferable, toPrice } from './toPrice.js';

test('[X260] amounts are counted as Stripe counts them, with the decimals that they have there', () => {
  const exponents = {
    eur: 2,
    jpy: 0,
    krw: 0,
    isk: 2,
    ugx: 2,
    huf: 2,
    twd: 2,
    bhd: 3,
    kwd: 3,
    clp: 0,
    mga: 0,
  };
  for (const [currency, exponent] of Object.entries(exponents)) {
    expect(toMoney(123, currency)).toEqual({ amount: 123, currency, exponent });
  }
  expect(Object.is(toMoney(-0, 'eur').amount, 0)).toBe(true);
});

test('[X261] a price is for each seat where the merchant has named the unit, or somebody has several', () => {
  expect(toPrice(aPrice(), 'eur')).toEqual({
    id: 'price_month',
    product: 'prod_pro',
    unitAmount: { amount: 1900, currency: 'eur', exponent: 2 },
    scheme: 'flat',
    tiers: null,
    interval: 'month',
    intervalCount: 1,
    taxBehavior: 'exclusive',
  });
  expect(toPrice(aPrice(), 'eur', 3).scheme).toBe('per_seat');
  const seats = aPrice({ product: aProduct({ unit_label: 'seat' }), tax_behavior: 'inclusive' });
  expect(toPrice(seats, 'eur')).toMatchObject({ scheme: 'per_seat', taxBehavior: 'inclusive' });
});

test('[X261] a price in a currency that it was given besides has its amounts in that one, and in no other', () => {
  const option = {
    unit_amount: 2100,
    unit_amount_decimal: null,
    tax_behavior: null,
    custom_unit_amount: null,
  };
  const price = aPrice({ currency_options: { usd: option } });
  expect(toPrice(price, 'usd').unitAmount).toEqual({ amount: 2100, currency: 'usd', exponent: 2 });
  expect(isOfferable(price, 'usd')).toBe(true);
  expect(isOfferable(price, 'gbp')).toBe(false);
  expect(toPrice(price, 'gbp').unitAmount).toEqual({ amount: 1900, currency: 'eur', exponent: 2 });
  expect(amountOf(price, 'gbp', 2)).toEqual({ amount: 3800, currency: 'eur', exponent: 2 });
});

test('[X261] steps are told in order, and what a quantity of them costs', () => {
  const step = { flat_amount: null, flat_amount_decimal: null, unit_amount_decimal: null };
  const price = aPrice({
    billing_scheme: 'tiered',
    tiers_mode: 'graduated',
    unit_amount: null,
    tiers: [
      { ...step, up_to: 5, unit_amount: 500, flat_amount: 1000 },
      { ...step, up_to: null, unit_amount: 400 },
    ],
  });
  expect(toPrice(price, 'eur')).toMatchObject({
    scheme: 'graduated',
    unitAmount: { amount: 500 },
    tiers: [
      { upTo: 5, unitAmount: { amount: 500 }, flatAmount: { amount: 1000 } },
      { upTo: null, unitAmount: { amount: 400 }, flatAmount: { amount: 0 } },
    ],
  });
  expect(amountOf(price, 'eur', 7).amount).toBe(1000 + 5 * 500 + 2 * 400);
  expect(isOfferable(price, 'eur')).toBe(true);

  const volume = { ...price, tiers_mode: 'volume' as const };
  expect(isOfferable(volume, 'eur')).toBe(false);
  expect(toPrice(volume, 'eur', 7)).toMatchObject({
    scheme: 'per_seat',
    unitAmount: { amount: 400 },
    tiers: null,
  });
  expect(amountOf(volume, 'eur', 7).amount).toBe(7 * 400);
  expect(amountOf(volume, 'eur', 5).amount).toBe(5 * 500 + 1000);
});

test('[X330] steps that are counted in parts of a cent are rounded as lines of an invoice are, and not before', () => {
  const step = { flat_amount: null, flat_amount_decimal: null, unit_amount: null };
  const price = aPrice({
    billing_scheme: 'tiered',
    tiers_mode: 'graduated',
    unit_amount: null,
    tiers: [
      { ...step, up_to: 1000, unit_amount_decimal: decimal('0.5') },
      { ...step, up_to: null, unit_amount_decimal: decimal('0.125'), flat_amount: 100 },
    ],
  });
  expect(amountOf(price, 'eur', 1000).amount).toBe(500);
  expect(amountOf(price, 'eur', 1001).amount).toBe(500 + 0 + 100);
  expect(amountOf(price, 'eur', 1004).amount).toBe(500 + 1 + 100);
});

test.each([
  ['metered', { recurring: { ...aPrice().recurring!, usage_type: 'metered' } }],
  ['charged once', { recurring: null }],
  ['sold in packages', { transform_quantity: { divide_by: 10, round: 'up' } }],
  ['chosen by the customer', { custom_unit_amount: { maximum: null, minimum: null, preset: null } }],
  ['counted in parts of a cent', { unit_amount: null, unit_amount_decimal: decimal('0.5') }],
  ['of an interval that is not known here', { recurring: { ...aPrice().recurring!, interval: 'decade' } }],
  ['of a scheme that is not known here', { billing_scheme: 'auction' }],
] as [string, Parameters<typeof aPrice>[0]][])(
  '[X261] a price that is %s is not on offer, and can be shown',
  (_, fields) => {
    const price = aPrice(fields);
    expect(isOfferable(price, 'eur')).toBe(false);
    expect(() => [toPrice(price, 'eur', 2), amountOf(price, 'eur', 2)]).not.toThrow();
  },
);

test('[X261] what a period costs is shown of packages and of parts of a cent too, and not of what is metered', () => {
  expect(amountOf(aPrice({ transform_quantity: { divide_by: 10, round: 'up' } }), 'eur', 11).amount).toBe(
    3800,
  );
  expect(amountOf(aPrice({ transform_quantity: { divide_by: 10, round: 'down' } }), 'eur', 19).amount).toBe(
    1900,
  );
  const tiny = aPrice({ unit_amount: null, unit_amount_decimal: decimal('0.5') });
  expect(amountOf(tiny, 'eur', 5).amount).toBe(3);
  const metered = aPrice({ recurring: { ...aPrice().recurring!, usage_type: 'metered' } });
  expect(amountOf(metered, 'eur', 1).amount).toBe(0);
});

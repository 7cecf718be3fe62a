import type Stripe from 'stripe';
import * as v from 'valibot';
import { Discount } from '@billfold/contract';
import { expect, test } from 'vitest';
import { noon } from '../../../../test/stripeObjects.js';
import { toCoupon, toDiscount } from './toCoupon.js';

const coupon = {
  id: 'WELCOME',
  object: 'coupon',
  name: null,
  percent_off: 12.5,
  amount_off: null,
  currency: null,
  duration: 'repeating',
  duration_in_months: 3,
} as Stripe.Coupon;

const discount = {
  id: 'di_1',
  object: 'discount',
  source: { type: 'coupon', coupon },
  promotion_code: { id: 'promo_1', code: 'WELCOME20' },
  end: noon,
} as Stripe.Discount;

test('[X262] a discount is what its coupon says, by the code that was entered', () => {
  const found = toDiscount(discount, 'eur');
  expect(found).toEqual({
    coupon: {
      id: 'WELCOME',
      name: 'WELCOME',
      percentOff: '12.5',
      amountOff: null,
      duration: 'repeating',
      durationInMonths: 3,
    },
    promotionCode: 'WELCOME20',
    endsAt: '2026-11-20T12:00:00.000Z',
  });
  expect(v.parse(Discount, found)).toEqual(found);
});

test('[X262] an amount off is that of the currency; a duration that is not known here has no end', () => {
  const off = {
    ...coupon,
    percent_off: null,
    amount_off: 500,
    currency: 'usd',
    duration: 'someday' as const,
  };
  expect(toCoupon(off, 'usd')).toMatchObject({
    percentOff: null,
    amountOff: { amount: 500, currency: 'usd' },
    duration: 'forever',
    durationInMonths: null,
  });
  const both = { ...off, currency_options: { eur: { amount_off: 450 } } };
  expect(toCoupon(both, 'eur').amountOff).toMatchObject({ amount: 450, currency: 'eur' });
});

test('[X262] percentages are decimals, however small or round', () => {
  const percents = [20, 33.3333, 0.05, 100, 1e-4].map((percent_off) =>
    toCoupon({ ...coupon, percent_off }, 'eur'),
  );
  expect(percents.map(({ percentOff }) => percentOff)).toEqual(['20', '33.3333', '0.05', '100', '0.0001']);
});

test('[X262] what is taken off by something else than a coupon is left out', () => {
  expect(toDiscount({ ...discount, source: { type: 'loyalty', coupon: null } }, 'eur')).toBeNull();
  expect(toDiscount('di_1', 'eur')).toBeNull();
});

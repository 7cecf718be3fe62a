import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { aCustomer, aSubscription } from '../../../../test/stripeObjects.js';
import { discountsOf } from './toCoupon.js';

const discount = (id: string) =>
  ({
    id: `di_${id}`,
    object: 'discount',
    source: {
      type: 'coupon',
      coupon: { id, name: null, percent_off: 10, amount_off: null, duration: 'forever' },
    },
    promotion_code: null,
    end: null,
  }) as unknown as Stripe.Discount;

const found = (own: Stripe.Discount[], customers: Stripe.Discount | null) =>
  discountsOf(aSubscription({ discounts: own }), aCustomer({ discount: customers })).map(
    ({ coupon }) => coupon.id,
  );

test('[X335] what a customer has off everything is taken off a subscription that has no discount of its own', () => {
  expect(found([], discount('EVERYTHING'))).toEqual(['EVERYTHING']);
  expect(found([discount('OWN')], discount('EVERYTHING'))).toEqual(['OWN']);
  expect(found([], null)).toEqual([]);
});

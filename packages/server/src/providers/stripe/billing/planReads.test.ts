import * as v from 'valibot';
import { Plan } from '@billfold/contract';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  closeReader,
  createPrice,
  openStripeReader,
  openSubscriber,
  type StripeReader,
} from '../../../../test/stripeReader.js';
import { getSubscription, listPlans, now } from './reads.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let reader: StripeReader;
let stripe: Stripe;
beforeAll(async () => {
  reader = await openStripeReader();
  stripe = reader.stripe;
});
afterAll(() => closeReader(reader));

test('[X270] plans are what is on offer in the customer’s currency, cheapest first, and what they have', async () => {
  const customer = await reader.createCustomer();
  const context = reader.contextOf(customer.id);
  const features = { marketing_features: [{ name: 'All you need' }] };
  const cheap = await createPrice(stripe, { unit_amount: 100 }, { name: 'Basic', ...features });
  const year = await stripe.prices.create({
    product: cheap.product as string,
    currency: 'eur',
    unit_amount: 1000,
    recurring: { interval: 'year' },
  });
  const dollars = await createPrice(stripe, { currency: 'usd' });
  const both = await createPrice(stripe, {
    currency: 'usd',
    currency_options: { eur: { unit_amount: 1500, tax_behavior: 'inclusive' } },
  });
  const old = await createPrice(stripe, { unit_amount: 50 }, { name: 'Old' });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: old.id }],
  });
  await stripe.prices.update(old.id, { active: false });
  await stripe.products.update(old.product as string, { active: false });

  const plans = await listPlans(context, subscription.id);
  for (const plan of plans) expect(v.parse(Plan, plan)).toEqual(plan);
  const prices = plans.flatMap((plan) => plan.prices);
  const found = (id: string) => prices.find((price) => price.id === id);
  expect(plans[0]).toMatchObject({
    name: 'Old',
    current: true,
    archived: true,
    prices: [{ current: true, unavailable: null }],
  });
  expect(plans[1]).toMatchObject({
    name: 'Basic',
    features: ['All you need'],
    current: false,
    archived: false,
  });
  expect(plans[1]!.prices.map(({ id, saving }) => [id, saving?.freeIntervals ?? null])).toEqual([
    [cheap.id, null],
    [year.id, 2],
  ]);
  expect(found(dollars.id)).toBeUndefined();
  expect(found(both.id)).toMatchObject({
    unitAmount: { amount: 1500, currency: 'eur' },
    taxBehavior: 'inclusive',
  });
  const another = await listPlans(reader.contextOf((await reader.createCustomer()).id), null);
  expect(another.some((plan) => plan.current || plan.name === 'Old')).toBe(false);
});

test('[X273] of one of several items nothing else is on offer', async () => {
  const { customer, price } = await openSubscriber(reader);
  const addOn = await createPrice(stripe, { unit_amount: 500 }, { name: 'Add-on' });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }, { price: addOn.id, quantity: 2 }],
  });
  const context = reader.contextOf(customer.id);
  const found = await getSubscription(context, subscription.id);
  expect(found).toMatchObject({ price: { id: price.id }, amount: { amount: 2900 } });
  const plans = await listPlans(context, subscription.id);
  expect(plans.flatMap((plan) => plan.prices)).toMatchObject([
    { id: price.id, current: true, quantity: { adjustable: false, min: 1, max: 1 } },
  ]);
});

test('[X266] the time of a customer is real, or that of the clock that a test moves', async () => {
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: 1_800_000_000 });
  const moved = reader.contextOf((await reader.createCustomer({ test_clock: clock.id })).id);
  expect(await now(moved)).toEqual(new Date(1_800_000_000_000));
  const real = reader.contextOf((await reader.createCustomer()).id);
  expect(await now(real)).toEqual(real.unit.now);
  const live = { ...moved, settings: { secretKey: 'sk_live_ofNobody123456' } };
  expect(await now(live)).toEqual(live.unit.now);
});

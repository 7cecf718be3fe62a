import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { World } from './World.js';

function withCoupon(terms: object) {
  const world = new World();
  const coupon = world.ask<Stripe.Coupon>('POST /v1/coupons', {}, terms);
  return { world, coupon };
}

test('[X214] discounts are a list that is replaced whole; nothing is no change, and an empty text clears', () => {
  const { world, coupon } = withCoupon({ percent_off: 10, duration: 'forever' });
  const subscription = world.subscribe(world.prices.basicMonth);
  const update = (discounts: unknown) =>
    world.ask('POST /v1/subscriptions/{id}', subscription, { discounts });
  update([{ coupon: coupon.id }]);
  const [discount] = subscription.discounts as [string];
  expect(world.state.discounts.get(discount)).toMatchObject({
    source: { coupon: coupon.id, type: 'coupon' },
    subscription: subscription.id,
  });
  const other = world.ask<Stripe.Coupon>(
    'POST /v1/coupons',
    {},
    { amount_off: 100, currency: 'eur', duration: 'once' },
  );
  update([{ discount }, { coupon: other.id }]);
  expect(subscription.discounts).toEqual([discount, expect.any(String)]);
  expect(() => update([{ coupon: 'none' }])).toThrow('No such coupon');
  world.ask('POST /v1/subscriptions/{id}', subscription, { metadata: { a: 'b' } });
  expect(subscription.discounts).toHaveLength(2);
  const upcoming = world.preview(subscription);
  world.passTo(subscription.items.data[0]!.current_period_end);
  // 10 percent of 1000 first, and 100 off the rest.
  const [first] = world.invoices();
  expect(first).toMatchObject({ subtotal: 1_000, total: 800 });
  expect(upcoming.total).toBe(800);
  expect(first!.total_discount_amounts!.map(({ amount }) => amount)).toEqual([100, 100]);
  expect(subscription.discounts).toEqual([discount]);
  update('');
  expect(subscription.discounts).toEqual([]);
});

test('[X214] a code is found in any case, redeems its coupon for months, and is refused where it is not good', () => {
  const { world, coupon } = withCoupon({ percent_off: 50, duration: 'repeating', duration_in_months: 2 });
  const promotion = { type: 'coupon', coupon: coupon.id };
  const code = world.ask<Stripe.PromotionCode>(
    'POST /v1/promotion_codes',
    {},
    { promotion, code: 'HALF', max_redemptions: 1 },
  );
  const found = world.ask('GET /v1/promotion_codes', {}, { code: 'half', active: true });
  expect(found.data).toEqual([code]);
  const subscription = world.subscribe(world.prices.basicMonth);
  const redeem = { discounts: [{ promotion_code: code.id }] };
  const preview = world.preview(subscription, {}, redeem);
  expect([preview.total, code.times_redeemed]).toEqual([500, 0]);
  world.ask('POST /v1/subscriptions/{id}', subscription, redeem);
  expect([code.times_redeemed, coupon.times_redeemed]).toEqual([1, 1]);
  expect(() => world.subscribe(world.prices.proMonth, redeem)).toThrow('cannot be redeemed');
  world.passDays(100);
  expect(world.invoices().map(({ total }) => total)).toEqual([1_000, 1_000, 500, 1_000]);
});

test('[X214] what was paid with a discount is given back with it, and charged with it', () => {
  const { world, coupon } = withCoupon({ percent_off: 50, duration: 'forever' });
  const subscription = world.subscribe(world.prices.basicMonth, { discounts: [{ coupon: coupon.id }] });
  world.switchTo(subscription, world.prices.proMonth, { proration_behavior: 'always_invoice' });
  const [invoice] = world.invoices();
  expect(invoice!.lines.data.map(({ amount }) => amount)).toEqual([-500, 1_500]);
});

test('[X214] one that is for one invoice is spent by the first that charges something', () => {
  const { world, coupon } = withCoupon({ percent_off: 50, duration: 'once' });
  const subscription = world.subscribe(world.prices.basicMonth);
  const details = {
    items: [{ id: subscription.items.data[0]!.id, price: world.prices.proMonth.id }],
    proration_behavior: 'always_invoice',
  };
  const discounts = [{ coupon: coupon.id }];
  const shown = world.preview(subscription, details, { discounts });
  const recurring = world.preview(subscription, details, { discounts, preview_mode: 'recurring' });
  world.ask('POST /v1/subscriptions/{id}', subscription, { ...details, discounts });
  expect(world.invoices()[0]!.lines.data.map(({ amount }) => amount)).toEqual([-1_000, 1_500]);
  expect([shown.total, recurring.total]).toEqual([500, 1_500]);
  expect(subscription.discounts).toEqual([]);
  const later = world.subscribe(world.prices.basicMonth);
  world.ask('POST /v1/subscriptions/{id}', later, { discounts });
  world.passTo(later.items.data[0]!.current_period_end);
  expect([world.invoices()[0]!.total, later.discounts]).toEqual([500, []]);
});

test('[X215] the tax is that of where the customer is, on top or in the price, and none for businesses abroad', () => {
  const world = new World();
  const tax = (invoice: Stripe.Invoice) => (invoice.total_taxes ?? []).map(({ amount }) => amount);
  const taxed = { automatic_tax: { enabled: true } };
  world.customer.address!.country = 'DE';
  const subscription = world.subscribe(world.prices.basicMonth, taxed);
  const [first] = world.invoices();
  expect([first!.total, first!.subtotal, tax(first!)]).toEqual([1_190, 1_000, [190]]);
  world.customer.address!.country = 'FR';
  expect(world.preview(subscription).total).toBe(1_200);
  expect(world.preview(subscription, {}, { customer_details: { address: { country: 'US' } } }).total).toBe(
    1_000,
  );
  world.customer.tax_exempt = 'reverse';
  const reverse = world.preview(subscription);
  expect(reverse.total).toBe(1_000);
  expect(reverse.total_taxes![0]).toMatchObject({ taxability_reason: 'reverse_charge', amount: 0 });
  expect(first!.total).toBe(1_190);
  const [{ tax_rate_details }] = first!.total_taxes as [Stripe.Invoice.TotalTax];
  expect(world.ask('GET /v1/tax_rates/{id}', { id: tax_rate_details!.tax_rate })).toMatchObject({
    percentage: 19,
    country: 'DE',
    inclusive: false,
  });

  world.customer.tax_exempt = 'none';
  world.customer.address!.country = 'DE';
  const { product } = world.prices.basicMonth;
  const inclusive = world.ask<Stripe.Price>(
    'POST /v1/prices',
    {},
    {
      product,
      currency: 'eur',
      unit_amount: 1_190,
      recurring: { interval: 'month' },
      tax_behavior: 'inclusive',
    },
  );
  world.subscribe(inclusive, taxed);
  expect(world.invoices()[0]).toMatchObject({ total: 1_190, subtotal: 1_190, total_excluding_tax: 1_000 });
  expect(tax(world.invoices()[0]!)).toEqual([190]);
});

test('[X216] prices count tier by tier, by currency, and in whole units where a currency has no smaller ones', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.seats, {
    items: [{ price: world.prices.seats.id, quantity: 7 }],
  });
  // Five for 10, and two for 8.
  expect(world.invoices()[0]!.total).toBe(6_600);
  const item = subscription.items.data[0]!.id;
  expect(
    world.preview(subscription, { items: [{ id: item, quantity: 12 }], proration_behavior: 'always_invoice' })
      .total,
  ).toBe(4_000);

  const japan = world.addCustomer('JP');
  world.addMethod(japan);
  const yen = { customer: japan.id };
  const inYen = world.subscribe(world.prices.yen, yen);
  world.passDays(10);
  const preview = world.preview(inYen, { items: [{ id: inYen.items.data[0]!.id, quantity: 2 }] }, yen);
  expect(preview.lines.data.map(({ amount }) => amount)).toEqual([-678, 1_356, 2_002]);

  const dollars = world.ask<Stripe.Price>(
    'POST /v1/prices',
    {},
    {
      product: world.prices.basicMonth.product,
      currency: 'eur',
      unit_amount: 1_000,
      recurring: { interval: 'month' },
      currency_options: { usd: { unit_amount: 1_100 } },
    },
  );
  const american = world.addCustomer();
  world.addMethod(american);
  expect(world.subscribe(dollars, { customer: american.id, currency: 'usd' }).currency).toBe('usd');
  expect(() => world.subscribe(dollars, { customer: japan.id })).toThrow('expected currency');
  const invoices = world.ask('GET /v1/invoices', {}, { customer: american.id });
  expect(invoices.data).toMatchObject([{ total: 1_100, currency: 'usd' }]);
});

test('[X216] an archived price is kept for another number, and can not be chosen', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.seats);
  world.ask('POST /v1/prices/{id}', world.prices.seats, { active: false });
  const items = [{ id: subscription.items.data[0]!.id, price: world.prices.seats.id, quantity: 3 }];
  world.ask('POST /v1/subscriptions/{id}', subscription, { items });
  expect(subscription.items.data[0]!.quantity).toBe(3);
  expect(() => world.subscribe(world.prices.seats)).toThrow('inactive');
});

test('[X217] lists hide what was canceled unless all of it is asked for, and are newest first', () => {
  const world = new World();
  const [first, second] = [world.subscribe(world.prices.basicMonth), world.subscribe(world.prices.proMonth)];
  world.ask('DELETE /v1/subscriptions/{id}', first);
  const ids = (status?: string) =>
    world
      .ask<Stripe.ApiList<Stripe.Subscription>>(
        'GET /v1/subscriptions',
        {},
        { customer: world.customer.id, ...(status && { status }) },
      )
      .data.map(({ id }) => id);
  expect(ids()).toEqual([second.id]);
  expect(ids('all')).toEqual([second.id, first.id]);
  expect(ids('canceled')).toEqual([first.id]);
  world.passDays(365);
  const created = world.invoices().map((invoice) => invoice.created);
  expect(created).toEqual(created.toSorted((a, b) => b - a));
});

import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { anInvoice } from '../../../../test/stripeObjects.js';
import { NOW, openStripeTest } from '../../../../test/stripeTest.js';
import { amountsOf } from './priceChange.js';

const it = openStripeTest();

test('[X334] what a change comes to adds up, also where something is taken off a single line', () => {
  const preview = anInvoice({
    subtotal: 1500,
    total: 1785,
    total_discount_amounts: [{ amount: 400, discount: 'di_1' }],
    total_taxes: [{ amount: 285, tax_behavior: 'exclusive' }] as Stripe.Invoice.TotalTax[],
  });
  const { subtotal, discount, tax, total } = amountsOf(preview);
  expect([subtotal, discount, tax, total]).toEqual([1900, 400, 285, 1785]);
});

test.each(['month', 'year'] as const)(
  '[X351] what waits for the next invoice is on it, also where a change comes with the end of the period: to a price by the %s',
  async (interval) => {
    const one = await it.begin();
    await one.make({ prorationBehavior: 'create_prorations' });
    const change = one.change({ price: it.shop.offer.basic[interval], timing: 'period_end' });
    const { nextInvoice, recurring, lines } = await one.billing.previewChange(change);
    expect(lines).toEqual([]);
    expect(nextInvoice!.total.amount).toBeGreaterThan(recurring.total.amount);

    await one.make(change);
    await it.shop.passTime(one.customer, new Date('2026-04-10T10:31:00Z'));
    const { invoices } = await one.billing.listInvoices({ limit: 1, after: null, status: null, year: null });
    expect(invoices[0]).toMatchObject(nextInvoice!);
  },
);

test('[X352] what a customer has off everything for a while is no part of what a change costs for good', async () => {
  const one = await it.begin();
  const { state } = it.shop.double;
  const customer = state.customers.get(one.stripeCustomer)!;
  const give = async (coupon: Stripe.CouponCreateParams, end: number | null) => {
    const { id } = await it.stripe.coupons.create(coupon);
    const discount = {
      id: `di_of${id}`,
      object: 'discount',
      checkout_session: null,
      customer: customer.id,
      customer_account: null,
      end,
      invoice: null,
      invoice_item: null,
      promotion_code: null,
      source: { coupon: id, type: 'coupon' },
      start: NOW.getTime() / 1000,
      subscription: null,
      subscription_item: null,
    } satisfies Stripe.Discount;
    state.discounts.set(discount.id, discount);
    customer.discount = discount;
  };
  const priced = async () => {
    const { recurring, nextInvoice } = await one.billing.previewChange(one.change({}));
    return [recurring.total.amount, recurring.discounts.length, nextInvoice!.total.amount];
  };
  await give({ percent_off: 50, duration: 'forever' }, null);
  expect(await priced()).toEqual([1450, 1, 1450]);
  const end = Date.parse('2026-06-20T09:30:00Z') / 1000;
  await give({ percent_off: 50, duration: 'repeating', duration_in_months: 3 }, end);
  expect(await priced()).toEqual([2900, 1, 1450]);
});

test('[X355] when the next invoice comes is told by the period that is charged, whatever is charged besides', async () => {
  const one = await it.begin();
  const { currentPeriod } = (await one.billing.getSubscription(one.id))!;
  const { stripeCustomer: customer, id: subscription } = one;
  await it.stripe.invoiceItems.create({ customer, subscription, amount: 500, currency: 'eur' });
  const next = async (price: string) => (await one.billing.previewChange(one.change({ price }))).nextInvoice;
  expect(await next(it.shop.offer.pro.month)).toMatchObject({ issuedAt: currentPeriod.endAt });
  expect(await next(it.shop.offer.pro.year)).toMatchObject({ issuedAt: '2027-03-20T09:30:00.000Z' });
});

test('[X356] the period of the next invoice is that of all of its lines, also where so many wait that Stripe brings only the first', async () => {
  const { seats } = it.shop.offer;
  const one = await it.begin({ price: seats, quantity: 3 });
  const { currentPeriod } = (await one.billing.getSubscription(one.id))!;
  for (let hour = 1; hour <= 7; hour += 1) {
    const pricedAt = new Date(NOW.getTime() + hour * 3_600_000);
    await it.shop.passTime(one.customer, pricedAt);
    await one.make({ price: seats, quantity: 3 + hour, prorationBehavior: 'create_prorations', pricedAt });
  }
  const { lines, period } = (await one.billing.getUpcomingInvoice(one.id))!;
  expect(lines.length).toBeGreaterThan(10);
  expect(period).toEqual({ startAt: currentPeriod.endAt, endAt: '2026-05-10T09:30:00.000Z' });
});

import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { openDouble, refusalOf } from './openDouble.js';

const open = openDouble();

/** Somebody with a subscription by the month, in a time of their own. */
async function subscribe(params: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const { stripe, clock } = open;
  const { id: test_clock } = await stripe.testHelpers.testClocks.create({ frozen_time: clock.now });
  const { id: customer } = await stripe.customers.create({ test_clock, payment_method: 'pm_card_visa' });
  const [card] = (await stripe.customers.listPaymentMethods(customer)).data;
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card!.id } });
  const { id: product } = await stripe.products.create({ name: 'Pro' });
  const priceOf = async (unit_amount: number) =>
    (await stripe.prices.create({ product, currency: 'eur', unit_amount, recurring: { interval: 'month' } }))
      .id;
  const [price, dearer] = [await priceOf(1_000), await priceOf(3_000)];
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price }], ...params });
  const read = (expand: string[] = []) => stripe.subscriptions.retrieve(id, { expand });
  return { customer, id, dearer, test_clock, read };
}

describe('what is billed, through the real client', () => {
  test('[X239] is subscribed, expanded, renewed and changed, and the schema has nothing against any of it', async () => {
    const it = await subscribe();
    const subscription = await it.read([
      'latest_invoice.confirmation_secret',
      'latest_invoice.payments.data.payment',
      'items.data.price.product',
      'default_payment_method',
      'schedule',
    ]);
    expect(subscription).toMatchObject({
      status: 'active',
      items: { data: [{ price: { product: { name: 'Pro' } } }] },
      latest_invoice: {
        status: 'paid',
        payments: { data: [{ status: 'paid' }] },
        invoice_pdf: expect.stringContaining(open.double.url) as string,
      },
    });
    const item = subscription.items.data[0]!;
    await open.stripe.testHelpers.testClocks.advance(it.test_clock, {
      frozen_time: item.current_period_end + 7_200,
    });
    const invoices = await open.stripe.invoices.list({ customer: it.customer, expand: ['data.payments'] });
    expect(invoices.data.map(({ status, total }) => [status, total])).toEqual([
      ['paid', 1_000],
      ['paid', 1_000],
    ]);
    const pdf = await fetch(invoices.data[0]!.invoice_pdf!);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');

    const items = [{ id: item.id, price: it.dearer }];
    const change = { items, proration_behavior: 'always_invoice' as const };
    const preview = await open.stripe.invoices.createPreview({
      customer: it.customer,
      subscription: it.id,
      subscription_details: change,
    });
    const mutations = open.double.mutations.length;
    await open.stripe.subscriptions.update(it.id, { ...change, payment_behavior: 'pending_if_incomplete' });
    expect(open.double.mutations).toHaveLength(mutations + 1);
    const [made] = (await open.stripe.invoices.list({ customer: it.customer, limit: 1 })).data;
    expect(made!.total).toBe(preview.total);
  });

  test('[X239] is charged as a test decides, and waits for what the bank is told', async () => {
    const it = await subscribe();
    const [item] = (await it.read()).items.data;
    const change = () =>
      open.stripe.subscriptions.update(it.id, {
        items: [{ id: item!.id, price: it.dearer }],
        proration_behavior: 'always_invoice',
        payment_behavior: 'pending_if_incomplete',
        expand: ['latest_invoice.confirmation_secret'],
      });
    open.double.controls.decideNextCharge(it.customer, 'requires_action');
    const changed = await change();
    const { confirmation_secret: secret } = changed.latest_invoice as Stripe.Invoice;
    expect(changed.pending_update).not.toBeNull();
    open.double.controls.confirmPayment(secret!.client_secret, 'authenticated');
    expect(await it.read()).toMatchObject({
      pending_update: null,
      items: { data: [{ price: { id: it.dearer } }] },
    });
    expect(() => open.double.controls.confirmPayment(secret!.client_secret, 'refused')).toThrow(
      'No payment waits',
    );
  });

  test('[X239] every noun that the provider reads or changes stands the schema', async () => {
    const { stripe, double } = open;
    const it = await subscribe();
    const coupon = await stripe.coupons.create({
      percent_off: 20,
      duration: 'repeating',
      duration_in_months: 3,
    });
    const promotion = { type: 'coupon', coupon: coupon.id } as const;
    const code = await stripe.promotionCodes.create({ promotion, code: 'SPRING' });
    await stripe.promotionCodes.list({ code: 'SPRING', active: true, expand: ['data.promotion.coupon'] });
    await stripe.subscriptions.update(it.id, {
      discounts: [{ promotion_code: code.id }],
      expand: ['discounts'],
    });
    const [item] = (await it.read()).items.data;
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: it.id });
    const [phase] = schedule.phases;
    await stripe.subscriptionSchedules.update(schedule.id, {
      end_behavior: 'release',
      phases: [
        {
          start_date: phase!.start_date,
          end_date: phase!.end_date,
          items: [{ price: item!.price.id, quantity: 1 }],
        },
        { items: [{ price: it.dearer, quantity: 2 }], duration: { interval: 'month', interval_count: 1 } },
      ],
    });
    await it.read(['schedule', 'discounts']);
    await stripe.subscriptionSchedules.release(schedule.id);
    await stripe.subscriptions.update(it.id, {
      cancel_at: 'min_period_end',
      cancellation_details: { feedback: 'unused' },
    });
    await stripe.subscriptions.update(it.id, { cancel_at: null });
    await stripe.invoiceItems.create({
      customer: it.customer,
      currency: 'eur',
      amount: 500,
      description: 'Setup',
    });
    const invoice = await stripe.invoices.create({
      customer: it.customer,
      pending_invoice_items_behavior: 'include',
    });
    await stripe.invoices.finalizeInvoice(invoice.id);
    double.controls.decideNextCharge(it.customer, 'fails');
    expect(await refusalOf(stripe.invoices.pay(invoice.id))).toMatchObject({
      statusCode: 402,
      type: 'StripeCardError',
    });
    expect((await stripe.invoices.pay(invoice.id)).status).toBe('paid');
    const expand = ['data.payment.payment_intent.latest_charge'];
    const [payment] = (await stripe.invoicePayments.list({ invoice: invoice.id, status: 'paid', expand }))
      .data;
    const { latest_charge: charge } = payment!.payment.payment_intent as Stripe.PaymentIntent;
    expect((await fetch((charge as Stripe.Charge).receipt_url!)).status).toBe(200);
    await stripe.invoices.listLineItems(invoice.id);
    await stripe.paymentIntents.list({ customer: it.customer });
    await stripe.customers.createBalanceTransaction(it.customer, { amount: -300, currency: 'eur' });
    await stripe.customers.listBalanceTransactions(it.customer);
    await stripe.prices.list({
      active: true,
      expand: ['data.product', 'data.tiers', 'data.currency_options'],
    });
    await stripe.products.list({ active: true });
    await stripe.subscriptions.cancel(it.id, { invoice_now: true, prorate: true });
    await stripe.subscriptions.list({
      customer: it.customer,
      status: 'all',
      expand: ['data.items.data.price'],
    });
    await stripe.events.list({ limit: 100 });
    expect(double.complaints()).toEqual([]);
  });

  test('[X239] of somebody who is deleted ends with them', async () => {
    const it = await subscribe();
    await open.stripe.customers.del(it.customer);
    expect(await it.read()).toMatchObject({ status: 'canceled' });
    expect(open.double.state.events.map(({ type }) => type)).toContain('customer.subscription.deleted');
    expect(await refusalOf(open.stripe.subscriptions.create({ customer: it.customer }))).toMatchObject({
      code: 'resource_missing',
    });
  });
});

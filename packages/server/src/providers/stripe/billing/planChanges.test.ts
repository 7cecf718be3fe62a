import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { fail } from '../../../../test/stripe-double/billing/charge.js';
import { afterCharge } from '../../../../test/stripe-double/billing/collect.js';
import { updateSettings } from '../../../../test/stripe-double/billing/settings.js';
import { NOW, openStripeTest, type Subscriber } from '../../../../test/stripeTest.js';

const it = openStripeTest();

const codeOf = (code: string) => expect.objectContaining({ code });
const seconds = String(NOW.getTime() / 1000);
const nothingOpen = async ({ stripeCustomer: customer }: Subscriber) =>
  expect((await it.stripe.invoices.list({ customer, status: 'open' })).data).toEqual([]);

test('[X287] the item that is changed is named: none is added', async () => {
  const one = await it.begin();
  const [before] = (await one.there()).items.data;
  await one.make({});
  const { items } = await one.there();
  expect(items.data.map(({ id, price }) => [id, price.id])).toEqual([[before!.id, it.shop.offer.pro.month]]);
  for (const { subscription_details: said } of it.sent('POST /v1/invoices/create_preview'))
    expect(said).toMatchObject({ items: [{ id: before!.id }] });
  expect(it.sent(`POST /v1/subscriptions/${one.id}`)).toMatchObject([{ items: [{ id: before!.id }] }]);
});

test('[X287] a preview and the change are priced for the same instant and by the same behaviour', async () => {
  const one = await it.begin();
  for (const prorationBehavior of ['create_prorations', 'always_invoice'] as const) {
    const price = it.shop.offer[prorationBehavior === 'always_invoice' ? 'basic' : 'pro'].month;
    await one.make({ price, prorationBehavior });
    const previews = it
      .sent('POST /v1/invoices/create_preview')
      .filter(({ preview_mode }) => preview_mode === undefined);
    const updates = it.sent(`POST /v1/subscriptions/${one.id}`);
    const terms = { proration_behavior: prorationBehavior, proration_date: seconds };
    expect(updates.at(-1)).toMatchObject(terms);
    expect(previews.at(-1)!.subscription_details).toMatchObject(terms);
  }
});

test('[X287] where nothing is divided no date is said: Stripe would refuse it', async () => {
  const one = await it.begin();
  await one.make({ prorationBehavior: 'none' });
  expect(it.sent(`POST /v1/subscriptions/${one.id}`)[0]).not.toHaveProperty('proration_date');
  expect((await one.there()).items.data[0]!.price.id).toBe(it.shop.offer.pro.month);
});

test('[X287] what is shown is what Stripe’s preview says, line by line', async () => {
  const one = await it.begin({ price: it.shop.offer.seats, quantity: 3 });
  const change = one.change({ price: it.shop.offer.seats, quantity: 5 });
  const priced = await one.billing.previewChange(change);
  const [item] = (await one.there()).items.data;
  const preview = await it.stripe.invoices.createPreview({
    subscription: one.id,
    subscription_details: {
      items: [{ id: item!.id, price: it.shop.offer.seats, quantity: 5 }],
      proration_behavior: 'always_invoice',
      proration_date: Number(seconds),
    },
  });
  expect(priced.lines.map(({ description, amount }) => [description, amount.amount])).toEqual(
    preview.lines.data.map(({ description, amount }) => [description, amount]),
  );
  expect([priced.total.amount, priced.dueNow.amount]).toEqual([preview.total, preview.amount_due]);
});

test('[X288] payment behaviour by kind of method: a card is charged before the change is made', async () => {
  const one = await it.begin();
  await one.make({});
  expect(it.sent(`POST /v1/subscriptions/${one.id}`)).toMatchObject([
    { payment_behavior: 'pending_if_incomplete', proration_behavior: 'always_invoice' },
  ]);
});

test('[X288] payment behaviour by kind of method: a debit is under way, is never called failed, and is made once', async () => {
  const one = await it.begin();
  await it.shop.putOnFile(one.customer, 'pm_sepaDebit_de');
  const outcome = await one.make({});
  expect(outcome).toMatchObject({
    status: 'pending',
    subscription: { price: { id: it.shop.offer.pro.month } },
    invoice: { status: 'open', payment: { status: 'processing' } },
  });
  expect(it.sent(`POST /v1/subscriptions/${one.id}`)).toMatchObject([
    { payment_behavior: 'error_if_incomplete' },
  ]);
  await it.shop.passTime(one.customer, new Date('2026-04-05T00:00:00Z'));
  const after = (await one.billing.getSubscription(one.id))!;
  expect(after).toMatchObject({ status: 'active', price: { id: it.shop.offer.pro.month } });
  expect(after.overdueInvoice).toBeNull();
});

test('[X288] payment behaviour by kind of method: where nothing is due nothing can be charged', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  expect(await one.make({ price: it.shop.offer.basic.month })).toMatchObject({ status: 'succeeded' });
  expect(it.sent(`POST /v1/subscriptions/${one.id}`)).toMatchObject([
    { payment_behavior: 'error_if_incomplete' },
  ]);
});

test('[X288] without anything on file nothing is asked of Stripe', async () => {
  const one = await it.begin();
  await it.stripe.customers.update(one.stripeCustomer, { invoice_settings: { default_payment_method: '' } });
  await expect(one.make({})).rejects.toEqual(codeOf('payment_method_required'));
  expect(it.sent(`POST /v1/subscriptions/${one.id}`)).toEqual([]);
});

test('[X289] 3DS through the confirmation secret of the invoice', async () => {
  const one = await it.begin();
  it.decide(one, 'requires_action');
  const outcome = await one.make({});
  const { latest_invoice } = await one.there();
  const { id } = latest_invoice as Stripe.Invoice;
  const whole = await it.stripe.invoices.retrieve(id, { expand: ['confirmation_secret'] });
  expect(outcome).toMatchObject({
    status: 'requires_action',
    clientSecret: whole.confirmation_secret!.client_secret,
  });
});

test('[X289] a refused payment leaves nothing behind', async () => {
  const one = await it.begin();
  it.decide(one, 'fails');
  expect(await one.make({})).toMatchObject({ status: 'failed' });
  const { pending_update, items } = await one.there();
  expect([pending_update, items.data[0]!.price.id]).toEqual([null, it.shop.offer.basic.month]);
  await nothingOpen(one);
});

test('[X289] what waited for a bank that has refused is dropped by the next change', async () => {
  const one = await it.begin();
  it.decide(one, 'requires_action');
  const first = await one.make({});
  if (first.status !== 'requires_action') throw new Error(first.status);
  it.shop.double.controls.confirmPayment(first.clientSecret, 'refused');
  expect((await one.there()).pending_update).not.toBeNull();
  expect(await one.make({})).toMatchObject({ status: 'succeeded' });
  expect((await one.there()).pending_update).toBeNull();
  await nothingOpen(one);
});

test('[X289] what was scheduled before is scheduled again where a change is not paid for', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  const { basic, pro } = it.shop.offer;
  await one.make({ price: basic.month, timing: 'period_end' });
  const { version: _, ...before } = (await one.billing.getSubscription(one.id))!;
  it.decide(one, 'fails');
  expect(await one.make({ price: pro.year })).toMatchObject({ status: 'failed' });
  expect(await one.billing.getSubscription(one.id)).toMatchObject(before);
});

test('[X305] what Stripe’s preview said beside a change that waited is not charged where it says something else without it', async () => {
  const { state } = it.shop.double;
  updateSettings(state, { previewsBesideWaiting: true });
  try {
    const one = await it.begin();
    it.decide(one, 'requires_action');
    expect(await one.make({})).toMatchObject({ status: 'requires_action' });
    const from = it.sent(`POST /v1/subscriptions/${one.id}`).length;
    await expect(one.make({ price: it.shop.offer.pro.year })).rejects.toEqual(codeOf('quote_stale'));
    expect(it.sent(`POST /v1/subscriptions/${one.id}`)).toHaveLength(from);
    const { items, pending_update } = await one.there();
    expect([items.data[0]!.price.id, pending_update]).toEqual([it.shop.offer.basic.month, null]);
    await nothingOpen(one);

    const change = one.change({ price: it.shop.offer.pro.year });
    const { dueNow } = await one.billing.previewChange(change);
    const made = await one.make(change);
    expect(made).toMatchObject({ status: 'succeeded', invoice: { amountPaid: dueNow } });
  } finally {
    updateSettings(state, { previewsBesideWaiting: false });
  }
});

test('[X305] what was scheduled is scheduled again where the price is another one without it', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  const { basic, pro } = it.shop.offer;
  await one.make({ price: basic.month, timing: 'period_end' });
  const { version: _, ...before } = (await one.billing.getSubscription(one.id))!;
  const change = one.change({ price: pro.year });
  const expected = await one.billing.previewChange(change);
  const target = await one.target();
  // When the schedule is released the customer gets a credit, of which nobody was told.
  const { faults, state } = it.shop.double;
  faults.every(({ path }) => {
    if (path.endsWith('/release')) state.customers.get(one.stripeCustomer)!.balance = -500;
    return false;
  }, 'error');
  await expect(one.billing.changeSubscription({ ...change, ...target, expected })).rejects.toEqual(
    codeOf('quote_stale'),
  );
  faults.clear();
  expect(it.sent(`POST /v1/subscriptions/${one.id}`)).toEqual([]);
  expect(await one.billing.getSubscription(one.id)).toMatchObject(before);
});

test('[X306] a change for which no invoice is written now costs nothing now, and the next invoice is told as such', async () => {
  const one = await it.begin();
  const { currentPeriod } = (await one.billing.getSubscription(one.id))!;
  // With the last second of a period nothing is left of it to be divided.
  const change = one.change({ pricedAt: new Date(currentPeriod.endAt) });
  const priced = await one.billing.previewChange(change);
  const [zero, whole] = [{ amount: 0 }, { amount: 2900 }];
  expect(priced).toMatchObject({ lines: [], total: zero, dueNow: zero, recurring: { total: whole } });
  expect(priced.nextInvoice).toMatchObject({ issuedAt: currentPeriod.endAt, total: whole });
  const { invoice } = (await one.make(change)) as { invoice: unknown };
  expect(invoice).toBeNull();
});

test('[X306] a new period that begins with the change is invoiced with it', async () => {
  const one = await it.begin();
  const change = one.change({ price: it.shop.offer.pro.year });
  const { dueNow, lines } = await one.billing.previewChange(change);
  expect(lines.some(({ proration }) => !proration)).toBe(true);
  expect(await one.make(change)).toMatchObject({ invoice: { amountPaid: dueNow } });
});

test('[X307] a debit that is refused after the change was made leaves what is owed, and is not called a change that failed', async () => {
  const one = await it.begin();
  await it.shop.putOnFile(one.customer, 'pm_sepaDebit_de');
  const { state, faults } = it.shop.double;
  faults.every(({ method, path }) => {
    const invoice = method === 'GET' ? state.invoices.get(path.replace('/v1/invoices/', '')) : undefined;
    const intents = [...state.paymentIntents.values()];
    const intent = intents.find(
      ({ customer, status }) => customer === one.stripeCustomer && status === 'processing',
    );
    if (!invoice || !intent) return false;
    const now = NOW.getTime() / 1000;
    afterCharge(state, invoice, fail(state, intent, 'account_closed', null, now), now);
    return false;
  }, 'error');
  const outcome = await one.make({});
  faults.clear();
  expect(outcome).toMatchObject({
    status: 'pending',
    subscription: { price: { id: it.shop.offer.pro.month }, overdueInvoice: { amountRemaining: {} } },
    invoice: { status: 'open', payment: { status: 'failed' } },
  });
  expect(it.sent('POST /v1/invoices/*/void')).toEqual([]);
});

test('[X308] what was scheduled is scheduled again where Stripe refuses a change for another reason than its payment', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  const { basic, pro } = it.shop.offer;
  await one.make({ price: basic.month, timing: 'period_end' });
  const { version: _, ...before } = (await one.billing.getSubscription(one.id))!;
  const { state, faults } = it.shop.double;
  const price = state.prices.get(pro.year)!;
  faults.every(({ method, path }) => {
    if (method === 'POST' && path === `/v1/subscriptions/${one.id}`) price.active = false;
    return false;
  }, 'error');
  await expect(one.make({ price: pro.year })).rejects.toBeInstanceOf(Error);
  faults.clear();
  price.active = true;
  expect(await one.billing.getSubscription(one.id)).toMatchObject(before);
});

test('[X309] a payment that was confirmed meanwhile is not dropped: what was seen is not what there is', async () => {
  const one = await it.begin();
  it.decide(one, 'requires_action');
  const first = await one.make({});
  if (first.status !== 'requires_action') throw new Error(first.status);
  const { controls, faults } = it.shop.double;
  faults.every(({ path }) => {
    if (path.endsWith('/void')) controls.confirmPayment(first.clientSecret, 'authenticated');
    return false;
  }, 'error');
  await expect(one.make({ price: it.shop.offer.pro.year })).rejects.toEqual(codeOf('version_stale'));
  faults.clear();
  expect((await one.there()).items.data[0]!.price.id).toBe(it.shop.offer.pro.month);
});

test('[X340] the lines of a change are its own, also where so many wait that Stripe’s preview brings only the first', async () => {
  const { seats } = it.shop.offer;
  const one = await it.begin({ price: seats, quantity: 3 });
  const terms = { price: seats, prorationBehavior: 'create_prorations' } as const;
  const at = (hour: number) => new Date(NOW.getTime() + hour * 3_600_000);
  for (let hour = 1; hour <= 7; hour += 1) {
    await it.shop.passTime(one.customer, at(hour));
    await one.make({ ...terms, quantity: 3 + hour, pricedAt: at(hour) });
  }
  await it.shop.passTime(one.customer, at(8));
  const change = one.change({ ...terms, quantity: 20, pricedAt: at(8) });
  const { lines, total, nextInvoice } = await one.billing.previewChange(change);
  expect(lines.length).toBeGreaterThan(0);
  expect(total.amount).toBe(lines.reduce((sum, { amount }) => sum + amount.amount, 0));
  expect(total.amount).toBeGreaterThan(0);

  const invoiced = await one.billing.previewChange({ ...change, prorationBehavior: 'always_invoice' });
  expect(invoiced.lines.length).toBeGreaterThan(10);
  expect(invoiced.total.amount).toBe(invoiced.lines.reduce((sum, { amount }) => sum + amount.amount, 0));
  expect(nextInvoice!.total.amount).toBe(invoiced.total.amount + invoiced.nextInvoice!.total.amount);
});

test('[X341] what a customer owes from before is charged with a change as shown, and is no credit that is added', async () => {
  const one = await it.begin();
  await it.stripe.customers.createBalanceTransaction(one.stripeCustomer, { amount: 500, currency: 'eur' });
  const { total, balanceApplied, creditAdded, dueNow } = await one.billing.previewChange(one.change({}));
  expect([creditAdded.amount, balanceApplied.amount]).toEqual([0, -500]);
  expect(dueNow.amount).toBe(total.amount + 500);
  expect(await one.make({})).toMatchObject({ invoice: { total, balanceApplied, amountPaid: dueNow } });
});

test('[X301] several items, archived prices and quantities that a price does not have are refused', async () => {
  const one = await it.begin();
  const { product } = await it.stripe.prices.retrieve(it.shop.offer.pro.month);
  const archived = await it.stripe.prices.create({
    product: product as string,
    currency: 'eur',
    unit_amount: 100,
    recurring: { interval: 'month' },
  });
  await it.stripe.prices.update(archived.id, { active: false });
  await expect(one.make({ price: archived.id })).rejects.toEqual(codeOf('price_not_allowed'));
  await expect(one.make({ quantity: 2 })).rejects.toEqual(codeOf('quantity_not_allowed'));
  await it.stripe.subscriptions.update(one.id, { items: [{ price: it.shop.offer.seats }] });
  await expect(one.make({})).rejects.toEqual(codeOf('subscription_state'));
});

test.each(['classic', 'flexible'] as const)(
  '[X303] flexible billing mode and the older one: credit is what Stripe says, in as many lines: %s',
  async (type) => {
    const one = await it.begin({}, { billing_mode: { type } });
    await one.make({});
    const later = new Date('2026-03-25T09:30:00Z');
    await it.shop.passTime(one.customer, later);
    const change = one.change({ price: it.shop.offer.basic.month, pricedAt: later });
    const priced = await one.billing.previewChange(change);
    const made = await one.billing.changeSubscription({
      ...change,
      ...(await one.target()),
      expected: priced,
    });
    if (made.status !== 'succeeded') throw new Error(made.status);
    const whole = (await one.billing.getInvoice(made.invoice!.id))!;
    const amounts = (of: typeof priced.lines) => of.map(({ amount }) => amount.amount);
    expect(amounts(whole.lines)).toEqual(amounts(priced.lines));
    expect(whole.total).toEqual(priced.total);
    expect(priced.total.amount).toBeLessThan(0);
  },
);

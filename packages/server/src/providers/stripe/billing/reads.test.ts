import * as v from 'valibot';
import { Plan } from '@billfold/contract';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openStripeReader, type StripeReader } from '../../../../test/stripeReader.js';
import type { InvoiceQuery } from '../../../provider/CustomerBilling.js';
import type { StripeContext } from '../StripeContext.js';
import { readLines } from './getInvoice.js';
import { readSubscription, withAllItems } from './readSubscriptions.js';
import {
  getBillingDetails,
  getInvoice,
  getInvoiceDocument,
  getSubscription,
  getUpcomingInvoice,
  listCatalog,
  listInvoices,
  listPaymentMethods,
  listPlans,
  listSubscriptions,
  now,
} from './reads.js';

// A hundred of everything takes its time on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const everything: InvoiceQuery = { limit: 100, after: null, status: null, year: null };
/** More than one page of Stripe's. */
const MANY = 103;

let reader: StripeReader;
let stripe: Stripe;
beforeAll(async () => {
  reader = await openStripeReader();
  stripe = reader.stripe;
});
afterAll(async () => {
  const complaints = reader.double.complaints();
  await reader.close();
  expect([complaints, reader.double.defects]).toEqual([[], []]);
});

const recurring = { interval: 'month' } as const;

async function createPrice(
  fields: Partial<Stripe.PriceCreateParams> = {},
  product: Partial<Stripe.ProductCreateParams> = {},
) {
  const { id } = await stripe.products.create({ name: 'Pro', ...product });
  return stripe.prices.create({
    product: id,
    currency: 'eur',
    unit_amount: 1900,
    recurring,
    tax_behavior: 'exclusive',
    ...fields,
  });
}

async function openSubscriber() {
  const customer = await reader.createCustomer();
  const price = await createPrice();
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
  });
  return { customer, price, subscription, context: reader.contextOf(customer.id) };
}

async function allInvoices(context: StripeContext, query: InvoiceQuery) {
  const pages = [];
  let { after } = query;
  do {
    const page = await listInvoices(context, { ...query, after });
    expect(page.invoices.length).toBeLessThanOrEqual(query.limit);
    pages.push(...page.invoices);
    after = page.next;
  } while (after !== null);
  return pages;
}

test('[X278] no list is cut where a page of Stripe’s ends', async () => {
  const customer = await reader.createCustomer();
  const price = await createPrice();
  for (let made = 0; made < MANY; made++) {
    await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id });
  }
  const context = reader.contextOf(customer.id);
  expect(await listSubscriptions(context)).toHaveLength(MANY);
  const onFile = await listPaymentMethods(context);
  expect(onFile).toHaveLength(MANY + 1);
  expect(onFile[0]!.usedBy).toHaveLength(MANY);
  const invoices = await allInvoices(context, everything);
  expect(new Set(invoices.map(({ id }) => id)).size).toBe(MANY);

  // And a page costs a few calls, and not one for each of its invoices.
  const { length } = reader.double.requests;
  await listInvoices(context, { ...everything, limit: 50 });
  expect(reader.double.requests.length - length).toBeLessThan(6);
  expect(invoices.every(({ payment }) => payment?.status === 'succeeded')).toBe(true);
});

test('[X278] neither are the lines of an invoice, nor what is on offer', async () => {
  const { context, customer } = await openSubscriber();
  for (let made = 0; made < MANY; made++) {
    await stripe.invoiceItems.create({ customer: customer.id, amount: 100, currency: 'eur' });
  }
  const draft = await stripe.invoices.create({
    customer: customer.id,
    pending_invoice_items_behavior: 'include',
  });
  await stripe.invoices.finalizeInvoice(draft.id);
  const invoice = (await getInvoice(context, draft.id))!;
  expect(invoice.lines).toHaveLength(MANY);
  expect(invoice.subtotal.amount).toBe(MANY * 100);
  // Stripe gives the first ones with the invoice, and says that there are more.
  const whole = await stripe.invoices.retrieve(draft.id);
  const cut = { ...whole.lines, data: whole.lines.data.slice(0, 10), has_more: true };
  expect((await readLines(context, { ...whole, lines: cut })).map(({ id }) => id)).toHaveLength(MANY);

  const price = await createPrice();
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }, { price: (await createPrice()).id }],
  });
  const subscription = (await readSubscription(context, id))!;
  const items = { ...subscription.items, data: subscription.items.data.slice(0, 1), has_more: true };
  expect((await withAllItems(context, { ...subscription, items })).items).toEqual(subscription.items);

  const product = await stripe.products.create({ name: 'Many' });
  for (let made = 0; made < MANY; made++) {
    await stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 100 + made, recurring });
    await stripe.coupons.create({ percent_off: 10, duration: 'once' });
  }
  const plans = await listPlans(context, null);
  expect(plans.find(({ id }) => id === product.id)!.prices).toHaveLength(MANY);
  const { products, coupons } = await listCatalog(context);
  expect(products.find(({ id }) => id === product.id)!.prices).toHaveLength(MANY);
  expect(coupons.length).toBeGreaterThanOrEqual(MANY);
});

test('[X279] what is somebody else’s, or nobody’s, is not there', async () => {
  const theirs = await openSubscriber();
  const { invoices } = await listInvoices(theirs.context, everything);
  const { context } = await openSubscriber();
  const subscriptions = [
    theirs.subscription.id,
    'sub_0',
    'sub_',
    '',
    '%',
    '../customers',
    'sub_1/../../customers',
  ];
  for (const id of subscriptions) {
    expect(await getSubscription(context, id)).toBeNull();
    expect(await getUpcomingInvoice(context, id)).toBeNull();
  }
  for (const id of [invoices[0]!.id, 'in_0', 'in_', '', '%', `in_${'z'.repeat(64)}`]) {
    expect(await getInvoice(context, id)).toBeNull();
    expect(await getInvoiceDocument(context, id, 'invoice')).toBeNull();
  }
  const { after, ...query } = { ...everything, limit: 1 };
  await stripe.subscriptions.create({ customer: theirs.customer.id, items: [{ price: theirs.price.id }] });
  const page = await listInvoices(theirs.context, { ...query, after });
  expect(
    (await listInvoices(context, { ...query, after: page.next })).invoices.every(
      ({ id }) => id !== invoices[0]!.id,
    ),
  ).toBe(true);
});

test('[X279] somebody whom Stripe does not know has nothing, and sees what is on offer', async () => {
  await createPrice();
  const gone = await reader.createCustomer();
  await stripe.customers.del(gone.id);
  for (const context of [reader.contextOf(null), reader.contextOf(gone.id)]) {
    expect(await listSubscriptions(context)).toEqual([]);
    expect(await listPaymentMethods(context)).toEqual([]);
    expect((await listPlans(context, null)).length).toBeGreaterThan(0);
    expect(await getBillingDetails(context)).toMatchObject({ name: 'Example GmbH', taxIds: [] });
  }
  expect(await listInvoices(reader.contextOf(null), everything)).toEqual({ invoices: [], next: null });
});

test('[X279] somebody whom Stripe never knew is no empty account: the key is a wrong one', async () => {
  const context = reader.contextOf('cus_ofNobody');
  for (const ask of [listSubscriptions, listPaymentMethods, getBillingDetails]) {
    await expect(ask(context)).rejects.toMatchObject({ code: 'internal' });
  }
  await expect(listInvoices(context, everything)).rejects.toMatchObject({ code: 'internal' });
});

test('[X280] one and many say the same, in the same version, which changes with the subscription', async () => {
  const { context, subscription } = await openSubscriber();
  const [before] = await listSubscriptions(context);
  expect(before).toMatchObject({ version: 1, paymentMethod: { brand: 'visa' } });
  expect(await getSubscription(context, subscription.id)).toEqual(before);
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
  const after = await getSubscription(context, subscription.id);
  expect(after).toMatchObject({ version: 2, cancelAt: before!.currentPeriod.endAt });
  expect(await listSubscriptions(context)).toEqual([after]);
  // Another card of the same brand and number looks the same, and is another one.
  const card = await stripe.paymentMethods.attach('pm_card_visa', {
    customer: context.customer.providerCustomer!,
  });
  await stripe.subscriptions.update(subscription.id, { default_payment_method: card.id });
  expect(await getSubscription(context, subscription.id)).toEqual({ ...after, version: 3 });
});

test('[X281] pages of invoices follow each other, however long they are, and whatever is issued meanwhile', async () => {
  const { customer, price, context } = await openSubscriber();
  const issue = () => stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  for (let made = 0; made < 6; made++) await issue();
  const whole = await allInvoices(context, everything);
  expect(whole).toHaveLength(7);
  for (const limit of [1, 2, 3, 7]) {
    expect(await allInvoices(context, { ...everything, limit })).toEqual(whole);
  }
  const first = await listInvoices(context, { ...everything, limit: 3 });
  await issue();
  const rest = await allInvoices(context, { ...everything, limit: 3, after: first.next });
  expect([...first.invoices, ...rest]).toEqual(whole);

  const year = new Date().getUTCFullYear();
  expect(await allInvoices(context, { ...everything, limit: 2, year })).toHaveLength(8);
  expect(await allInvoices(context, { ...everything, year: 1970 })).toEqual([]);
  expect(await allInvoices(context, { ...everything, status: 'paid', limit: 3 })).toHaveLength(8);
  expect(await allInvoices(context, { ...everything, status: 'open' })).toEqual([]);
});

test.each(['', 'x', '0', '../..', '%00', 'null', '9'.repeat(60), '1z.', '.1z', 'zzzzzzzzz.1'])(
  '[X281] a position that was not made here is refused: %j',
  async (after) => {
    const asked = listInvoices(reader.contextOf(null), { ...everything, after });
    await expect(asked).rejects.toMatchObject({ code: 'invalid_cursor' });
  },
);

test('[X277] a change that waits for its payment, or did not come about, is on no invoice', async () => {
  const { customer, context, subscription } = await openSubscriber();
  const dearer = await createPrice({ unit_amount: 9900 });
  reader.double.controls.decideNextCharge(customer.id, 'requires_action');
  const [item] = subscription.items.data;
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item!.id, price: dearer.id }],
    payment_behavior: 'pending_if_incomplete',
    proration_behavior: 'always_invoice',
  });
  const waiting = await getSubscription(context, subscription.id);
  expect(waiting).toMatchObject({
    price: { unitAmount: { amount: 1900 } },
    pendingPayment: { status: 'requires_action', price: { id: dearer.id }, clientSecret: expect.any(String) },
    overdueInvoice: null,
  });
  expect((await allInvoices(context, everything)).map(({ status }) => status)).toEqual(['paid']);

  const { latest_invoice } = await stripe.subscriptions.retrieve(subscription.id);
  const invoice = latest_invoice as string;
  expect(await getInvoice(context, invoice)).toBeNull();
  await stripe.invoices.voidInvoice(invoice);
  expect(await getInvoice(context, invoice)).toBeNull();
  expect(await allInvoices(context, everything)).toHaveLength(1);
  expect(await getSubscription(context, subscription.id)).toMatchObject({ pendingPayment: null });
});

test('[X277] a draft is on no list', async () => {
  const { context, customer } = await openSubscriber();
  await stripe.invoiceItems.create({ customer: customer.id, amount: 100, currency: 'eur' });
  const draft = await stripe.invoices.create({ customer: customer.id });
  expect(await getInvoice(context, draft.id)).toBeNull();
  expect(await allInvoices(context, everything)).toHaveLength(1);
});

test('[X282] the document of an invoice is fetched from where Stripe says at that moment; a receipt there is none', async () => {
  const { context } = await openSubscriber();
  const [invoice] = await allInvoices(context, everything);
  expect(invoice!.documents).toEqual({ invoice: true, receipt: false });
  const document = (await getInvoiceDocument(context, invoice!.id, 'invoice'))!;
  expect(document.filename).toMatch(/^invoice-[\w-]+\.pdf$/);
  expect(new TextDecoder().decode(document.bytes.subarray(0, 5))).toBe('%PDF-');
  expect(await getInvoiceDocument(context, invoice!.id, 'invoice')).toEqual(document);
  expect(await getInvoiceDocument(context, invoice!.id, 'receipt')).toBeNull();
});

test('[X270] plans are what is on offer in the customer’s currency, cheapest first, and what they have', async () => {
  const customer = await reader.createCustomer();
  const context = reader.contextOf(customer.id);
  const features = { marketing_features: [{ name: 'All you need' }] };
  const cheap = await createPrice({ unit_amount: 100 }, { name: 'Basic', ...features });
  const year = await stripe.prices.create({
    product: cheap.product as string,
    currency: 'eur',
    unit_amount: 1000,
    recurring: { interval: 'year' },
  });
  const dollars = await createPrice({ currency: 'usd' });
  const both = await createPrice({
    currency: 'usd',
    currency_options: { eur: { unit_amount: 1500, tax_behavior: 'inclusive' } },
  });
  const old = await createPrice({ unit_amount: 50 }, { name: 'Old' });
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
  const { customer, price } = await openSubscriber();
  const addOn = await createPrice({ unit_amount: 500 }, { name: 'Add-on' });
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

test('[X274] the next invoice is what Stripe says it will be; none is to come where it ends', async () => {
  const { context, subscription } = await openSubscriber();
  const upcoming = (await getUpcomingInvoice(context, subscription.id))!;
  const { currentPeriod, paymentMethod } = (await getSubscription(context, subscription.id))!;
  expect(upcoming).toMatchObject({
    subscription: subscription.id,
    issuedAt: currentPeriod.endAt,
    amountDue: { amount: 1900 },
    lines: [{ amount: { amount: 1900 }, proration: false }],
    paymentMethod,
  });
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
  expect(await getUpcomingInvoice(context, subscription.id)).toBeNull();
});

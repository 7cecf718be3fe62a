import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  allInvoices,
  closeReader,
  createPrice,
  everything,
  openStripeReader,
  openSubscriber,
  type StripeReader,
} from '../../../../test/stripeReader.js';
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
} from './reads.js';

// A hundred of everything takes its time on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** More than one page of Stripe's. */
const MANY = 103;

const recurring = { interval: 'month' } as const;

let reader: StripeReader;
let stripe: Stripe;
beforeAll(async () => {
  reader = await openStripeReader();
  stripe = reader.stripe;
});
afterAll(() => closeReader(reader));

test('[X278] no list is cut where a page of Stripe’s ends', async () => {
  const customer = await reader.createCustomer();
  const price = await createPrice(stripe);
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
  const { context, customer } = await openSubscriber(reader);
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

  const price = await createPrice(stripe);
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }, { price: (await createPrice(stripe)).id }],
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
  const theirs = await openSubscriber(reader);
  const { invoices } = await listInvoices(theirs.context, everything);
  const { context } = await openSubscriber(reader);
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
  await createPrice(stripe);
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
  const { context, subscription } = await openSubscriber(reader);
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

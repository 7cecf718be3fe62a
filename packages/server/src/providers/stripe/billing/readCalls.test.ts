import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { hide } from '../../../../test/stripe-double/billing/hidden.js';
import {
  closeReader,
  createPrice,
  everything,
  openStripeReader,
  openSubscriber,
  type StripeReader,
} from '../../../../test/stripeReader.js';
import {
  getBillingDetails,
  getInvoice,
  getSubscription,
  getUpcomingInvoice,
  listInvoices,
  listPaymentMethods,
  listPlans,
  listSubscriptions,
} from './reads.js';

// A hundred of everything takes its time on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let reader: StripeReader;
let stripe: Stripe;
beforeAll(async () => {
  reader = await openStripeReader();
  stripe = reader.stripe;
});
afterAll(() => closeReader(reader));

/** How often Stripe was asked. */
async function callsOf(ask: () => Promise<unknown>): Promise<number> {
  const { length } = reader.double.requests;
  await ask();
  return reader.double.requests.length - length;
}

test('[X336] what each read costs of Stripe’s limit', async () => {
  const { context, subscription } = await openSubscriber(reader);
  const [invoice] = (await listInvoices(context, everything)).invoices;
  const calls = {
    listSubscriptions: await callsOf(() => listSubscriptions(context)),
    getSubscription: await callsOf(() => getSubscription(context, subscription.id)),
    listPlans: await callsOf(() => listPlans(context, null)),
    listInvoices: await callsOf(() => listInvoices(context, everything)),
    getInvoice: await callsOf(() => getInvoice(context, invoice!.id)),
    getUpcomingInvoice: await callsOf(() => getUpcomingInvoice(context, subscription.id)),
    listPaymentMethods: await callsOf(() => listPaymentMethods(context)),
    getBillingDetails: await callsOf(() => getBillingDetails(context)),
  };
  expect(calls).toEqual({
    listSubscriptions: 4,
    getSubscription: 4,
    listPlans: 4,
    listInvoices: 2,
    getInvoice: 2,
    getUpcomingInvoice: 3,
    listPaymentMethods: 6,
    getBillingDetails: 2,
  });
});

test('[X336] many subscriptions to one price cost no more than one, and many invoices one call more than few', async () => {
  const { context, customer, price } = await openSubscriber(reader);
  for (let made = 0; made < 19; made++) {
    await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  }
  expect(await callsOf(() => listSubscriptions(context))).toBe(4);
  expect(await callsOf(() => listInvoices(context, { ...everything, limit: 20 }))).toBe(2);
});

test('[X336] of somebody who has bought much besides, no more pages are read than it takes', async () => {
  const { context, customer, price } = await openSubscriber(reader);
  for (let made = 0; made < 5; made++) {
    await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  }
  const { paymentIntents } = reader.double.state;
  const [one] = paymentIntents.values();
  const buy = (times: number) => {
    for (let bought = 0; bought < times; bought++) {
      const id = `pi_other${paymentIntents.size}`;
      paymentIntents.set(id, { ...one!, id, customer: customer.id, created: one!.created + 3600 });
    }
  };
  // The newest ones are of something else, and these six are on the third page.
  buy(210);
  expect(await callsOf(() => listInvoices(context, everything))).toBe(1 + 3);
  // After three pages they are asked for one by one.
  buy(300);
  expect(await callsOf(() => listInvoices(context, everything))).toBe(1 + 3 + 6);
  const { invoices } = await listInvoices(context, everything);
  expect(invoices.every(({ payment }) => payment?.status === 'succeeded')).toBe(true);
});

test('[X337] an amount off is told in the currency that it is taken off in, of one and of many alike', async () => {
  const customer = await reader.createCustomer();
  const price = await createPrice(stripe, { currency: 'usd' });
  const coupon = await stripe.coupons.create({
    amount_off: 500,
    currency: 'eur',
    duration: 'forever',
  });
  hide(reader.double.state.coupons.get(coupon.id)!, 'currency_options', { usd: { amount_off: 600 } });
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    discounts: [{ coupon: coupon.id }],
  });
  const context = reader.contextOf(customer.id);
  const found = await getSubscription(context, id);
  expect(found!.discounts[0]!.coupon.amountOff).toEqual({ amount: 600, currency: 'usd', exponent: 2 });
  expect(await listSubscriptions(context)).toEqual([found]);
});

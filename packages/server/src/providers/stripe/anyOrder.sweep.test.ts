import type Stripe from 'stripe';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Customer } from '@billfold/contract';
import { findCustomer } from '../../customers/customerRows.js';
import { rowsOf } from '../../database/Database.js';
import { readTold } from '../../notices/toldRows.js';
import { randomOf, type Random } from '../../testing/randomOf.js';
import { openStripeNotices, type StripeNotices } from '../../../test/openStripeNotices.js';

const SEEDS = process.env['BILLFOLD_PROVE'] === 'full' ? 250 : 50;

let opened: StripeNotices;
beforeAll(async () => {
  opened = await openStripeNotices();
});
afterAll(() => opened?.close());

/** What happens to a customer at Stripe, one thing after the other, each with some events. */
function historyOf(customer: string, random: Random): (() => Promise<unknown>)[] {
  const { stripe, prices } = opened;
  let subscription: Stripe.Subscription;
  let card: Stripe.PaymentMethod;
  const update = (params: Stripe.SubscriptionUpdateParams) => () =>
    stripe.subscriptions.update(subscription.id, params);
  const quantity = (count: number) => () =>
    stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]!.id, quantity: count }],
      proration_behavior: random() < 0.5 ? 'always_invoice' : 'none',
    });
  const change = () =>
    stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]!.id, price: prices.pro }],
      proration_behavior: 'always_invoice',
    });
  return [
    async () => (card = await stripe.paymentMethods.attach('pm_card_visa', { customer })),
    () => stripe.customers.update(customer, { invoice_settings: { default_payment_method: card.id } }),
    async () => {
      const items = [{ price: prices.basic }];
      subscription = await stripe.subscriptions.create({ customer, items });
    },
    quantity(2),
    () => stripe.customers.update(customer, { name: 'One' }),
    quantity(3),
    change,
    () => stripe.customers.createTaxId(customer, { type: 'eu_vat', value: 'DE123456788' }),
    update({ cancel_at_period_end: true }),
    () => stripe.customers.update(customer, { name: 'Two', phone: '+1 555 0100' }),
    update({ cancel_at_period_end: false }),
    quantity(5),
    () => stripe.subscriptions.cancel(subscription.id),
  ];
}

test('[S369] [S376] Stripe’s own events, three times each and in any order, end in what Stripe has, and are told once', async () => {
  const { double, portal, send, settle } = opened;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = randomOf(seed);
    const { id, providerCustomer } = await portal.merchant<Customer>('POST', '/v1/customers', {});
    const waiting: Stripe.Event[] = [];
    let count = 0;
    const takeOne = () => waiting.splice(Math.floor(random() * waiting.length), 1)[0]!;
    for (const happen of historyOf(providerCustomer!, random)) {
      const seen = double.state.events.length;
      await happen();
      for (const event of double.state.events.slice(seen)) {
        waiting.push(event, event, event);
        count += 1;
      }
      for (let some = Math.floor(random() * 6); some > 0 && waiting.length > 0; some--) await send(takeOne());
      if (random() < 0.3) await settle();
    }
    expect(count).toBeGreaterThanOrEqual(20);
    while (waiting.length > 0) {
      await send(takeOne());
      if (random() < 0.05) await Promise.all([settle(), settle()]);
    }
    await settle(61_000);
    await compare(id, seed);
  }
  expect([double.complaints(), double.defects]).toEqual([[], []]);
});

/** What was told is what Stripe has now, and nothing of it was told twice. */
async function compare(id: string, seed: number): Promise<void> {
  const { portal } = opened;
  const { database, project, provider } = portal;
  const customer = (await findCustomer(database, project, id))!;
  const billing = provider.forCustomer(customer, { database, now: portal.clock.now() });
  const toldOf = async (kind: 'subscription' | 'invoice') =>
    new Map([...(await readTold(database, customer, kind))].map(([key, { resource }]) => [key, resource]));
  const all = { limit: 100, after: null, status: null, year: null };
  const { invoices } = await billing.listInvoices(all);
  const subscriptions = await billing.listSubscriptions();
  expect(await toldOf('invoice')).toEqual(new Map(invoices.map((invoice) => [invoice.id, invoice])));
  expect(await toldOf('subscription')).toEqual(new Map(subscriptions.map((it) => [it.id, it])));
  expect(customer).toMatchObject({ name: 'Two', phone: '+1 555 0100', taxIds: [{ value: 'DE123456788' }] });

  const events = await rowsOf<{ told: string }>(
    database,
    sql`select type || ' ' || (data -> 'object' ->> 'id') as told from events
        where customer_id = ${id} and type not in ('customer.updated', 'customer.subscription.updated')
        order by sequence`,
  );
  const told = events.map((event) => event.told);
  expect([seed, told]).toEqual([seed, [...new Set(told)]]);
  const expected = [
    `customer.created ${id}`,
    ...invoices.flatMap((it) => ['created', 'finalized', 'paid'].map((name) => `invoice.${name} ${it.id}`)),
    ...subscriptions.map((it) => `customer.subscription.created ${it.id}`),
    ...subscriptions.map((it) => `customer.subscription.deleted ${it.id}`),
  ];
  expect(told).toEqual(expect.arrayContaining(expected));
  // Beside these a payment method and a tax id.
  expect(told).toHaveLength(expected.length + 2);
}

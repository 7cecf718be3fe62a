import type Stripe from 'stripe';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Customer } from '@billfold/contract';
import { findCustomer } from '../../customers/customerRows.js';
import { rowsOf } from '../../database/Database.js';
import { readTold } from '../../notices/toldRows.js';
import { createTestPortal, type TestPortal } from '../../testing/createTestPortal.js';
import { startStripeDouble, type StripeDouble } from '../../../test/stripe-double/index.js';
import { createClient } from './client/createClient.js';
import { createStripe } from './index.js';

const SEEDS = process.env['BILLFOLD_PROVE'] === 'full' ? 250 : 50;
const SECRET_KEY = 'sk_test_anything';
const START = new Date('2026-11-20T09:00:00.000Z');

let double: StripeDouble;
let stripe: Stripe;
let portal: TestPortal;
let prices: string[];

beforeAll(async () => {
  double = await startStripeDouble({
    keys: { [SECRET_KEY]: ['*'] },
    clock: () => Math.floor((portal?.clock.now() ?? START).getTime() / 1000),
  });
  const account = { secretKey: SECRET_KEY, apiUrl: double.url };
  stripe = createClient(account);
  const provider = createStripe({ ...account, webhookSecrets: [double.webhooks.secret] });
  portal = await createTestPortal({ provider: () => provider, now: START });
  prices = await Promise.all(
    [900, 2_900].map(async (cents) => {
      const product = await stripe.products.create({ name: `For ${cents}` });
      const recurring = { interval: 'month' } as const;
      const price = { product: product.id, currency: 'usd', unit_amount: cents, recurring };
      return (await stripe.prices.create({ ...price, tax_behavior: 'exclusive' })).id;
    }),
  );
});
afterAll(async () => {
  await portal.close();
  await double.close();
});

/** A generator of numbers in [0, 1): the same for the same seed. */
function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** What happens to a customer at Stripe, one thing after the other, each with some events. */
function historyOf(customer: string, random: () => number): (() => Promise<unknown>)[] {
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
      items: [{ id: subscription.items.data[0]!.id, price: prices[1]! }],
      proration_behavior: 'always_invoice',
    });
  return [
    async () => (card = await stripe.paymentMethods.attach('pm_card_visa', { customer })),
    () => stripe.customers.update(customer, { invoice_settings: { default_payment_method: card.id } }),
    async () => {
      const items = [{ price: prices[0]! }];
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

async function send(event: Stripe.Event): Promise<void> {
  const { body, headers } = double.webhooks.sign(event);
  const answer = await portal.fetch('/webhooks/stripe', { method: 'POST', body, headers });
  expect(answer.status).toBe(204);
}

async function settle(): Promise<void> {
  await portal.database.execute(sql`update told_customers set leased_until = null`);
  await portal.settleNotices();
}

test('[S369] [S376] Stripe’s own events, three times each and in any order, end in what Stripe has, and are told once', async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = randomBy(seed);
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
    portal.clock.set(new Date(portal.clock.now().getTime() + 61_000));
    await settle();
    await compare(id, seed);
  }
  expect([double.complaints(), double.defects]).toEqual([[], []]);
});

/** What was told is what Stripe has now, and nothing of it was told twice. */
async function compare(id: string, seed: number): Promise<void> {
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

import Stripe from 'stripe';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Customer } from '@billfold/contract';
import { makeEncryptionKey } from '../../access/secretBox.js';
import { makeSecret } from '../../access/secrets.js';
import { setUpProject } from '../../access/setUpProject.js';
import { rowsOf, type Database } from '../../database/Database.js';
import { openTestDatabase } from '../../testing/openTestDatabase.js';
import { startServerProcess, type ServerProcess } from '../../testing/startServerProcess.js';
import { startStripeDouble, type StripeDouble } from '../../../test/stripe-double/index.js';

const ROUNDS = process.env['BILLFOLD_PROVE'] === 'full' ? 40 : 4;
const CUSTOMERS = 5;
const SECRET_KEY = 'sk_test_anything';
const secretKey = makeSecret('sk_test');

let double: StripeDouble;
let stripe: Stripe;
let database: Database;
let settings: Record<string, string>;
let servers: ServerProcess[];
let price: string;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const opened = await openTestDatabase();
  if (opened.url === null) throw new Error('This proof needs PostgreSQL.');
  database = opened.database;
  double = await startStripeDouble({ keys: { [SECRET_KEY]: ['*'] } });
  closing.push(() => double.close(), opened.close);
  stripe = new Stripe(SECRET_KEY, { host: double.host, port: double.port, protocol: 'http' });
  await setUpProject(database, { name: 'Example App', testMode: true, secretKey, now: new Date() });
  settings = {
    BILLFOLD_DATABASE_URL: opened.url,
    BILLFOLD_SECRET_KEY: secretKey,
    BILLFOLD_ENCRYPTION_KEY: makeEncryptionKey(),
    BILLFOLD_LOG_LEVEL: 'error',
    BILLFOLD_RATE_LIMITS: 'off',
    BILLFOLD_PROVIDER: 'stripe',
    STRIPE_SECRET_KEY: SECRET_KEY,
    STRIPE_API_URL: double.url,
    STRIPE_WEBHOOK_SECRET: double.webhooks.secret,
  };
  servers = await Promise.all([startServerProcess(settings), startServerProcess(settings)]);
  closing.unshift(() => Promise.all(servers.map((server) => server.kill())));
  const product = await stripe.products.create({ name: 'Team', unit_label: 'seat' });
  const recurring = { interval: 'month' } as const;
  const team = { product: product.id, currency: 'usd', unit_amount: 1_200, recurring };
  price = (await stripe.prices.create({ ...team, tax_behavior: 'exclusive' })).id;
});
afterAll(async () => {
  for (const close of closing) await close();
});

/** Somebody of the portal's with a subscription that the merchant's app has begun at Stripe. */
async function subscribe() {
  const response = await fetch(`${servers[0]!.url}/v1/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: '{}',
  });
  const { id, providerCustomer: customer } = (await response.json()) as Customer;
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer! });
  await stripe.customers.update(customer!, { invoice_settings: { default_payment_method: card.id } });
  const subscription = await stripe.subscriptions.create({ customer: customer!, items: [{ price }] });
  return { id, subscription: subscription.id, item: subscription.items.data[0]!.id, quantities: [1] };
}

/** Stripe sends until it was answered with success, to whichever server answers. */
async function deliver(event: Stripe.Event): Promise<void> {
  const { body, headers } = double.webhooks.sign(event);
  for (let tries = 0; ; tries++) {
    const { url } = servers[(tries + event.created) % servers.length]!;
    const answer = await fetch(`${url}/webhooks/stripe`, { method: 'POST', body, headers }).catch(() => null);
    if (answer?.ok) return;
    if (tries > 100) throw new Error('Nobody takes the notice.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const quantitiesTold = async (customer: string) =>
  (
    await rowsOf<{ quantity: number }>(
      database,
      sql`select (data -> 'object' ->> 'quantity')::int as quantity from events
          where customer_id = ${customer} and type like 'customer.subscription.%' order by sequence`,
    )
  ).map(({ quantity }) => quantity);

async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('It did not come about.');
}

test('[S377] however often servers are killed, all that has changed at the provider is told, each once', async () => {
  const customers = await Promise.all(Array.from({ length: CUSTOMERS }, subscribe));
  const delivered = new Set<string>();
  for (let round = 2; round < ROUNDS + 2; round++) {
    for (const { subscription, item, quantities } of customers) {
      const items = [{ id: item, quantity: round }];
      await stripe.subscriptions.update(subscription, { items, proration_behavior: 'none' });
      quantities.push(round);
    }
    const events = double.state.events.filter(({ id }) => !delivered.has(id));
    const sending = Promise.all([...events, ...events].map(deliver));
    // One of the two, while both are at it.
    await new Promise((resolve) => setTimeout(resolve, 20 + ((round * 37) % 200)));
    const victim = round % 2;
    await servers[victim]!.kill();
    // As if the time that a lease lasts had gone by.
    await database.execute(
      sql`update told_customers set leased_until = clock_timestamp() + interval '1 second' where lease is not null`,
    );
    servers[victim] = await startServerProcess(settings);
    await sending;
    for (const { id } of events) delivered.add(id);
    await waitUntil(async () =>
      (await Promise.all(customers.map(({ id }) => quantitiesTold(id)))).every(
        (told) => told.at(-1) === round,
      ),
    );
  }
  for (const { id, quantities } of customers) {
    const told = await quantitiesTold(id);
    // The beginning and the first change may have been found by one look.
    expect(quantities.slice(-told.length)).toEqual(told);
    expect(told.length).toBeGreaterThanOrEqual(ROUNDS);
  }
});

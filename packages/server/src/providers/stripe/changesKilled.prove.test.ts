import Stripe from 'stripe';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CreatedPortalSession, Customer } from '@billfold/contract';
import { makeEncryptionKey } from '../../access/secretBox.js';
import { makeSecret } from '../../access/secrets.js';
import { setUpProject } from '../../access/setUpProject.js';
import { rowsOf, type Database } from '../../database/Database.js';
import { asCustomer, type TestCustomer } from '../../testing/asCustomer.js';
import { openTestDatabase } from '../../testing/openTestDatabase.js';
import { startServerProcess, type ServerProcess } from '../../testing/startServerProcess.js';
import { startStripeDouble, type StripeDouble } from '../../../test/stripe-double/index.js';

const ROUNDS = process.env['BILLFOLD_PROVE'] === 'full' ? 40 : 3;
const CUSTOMERS = 6;
const STRIPE_KEY = 'sk_test_anything';
const secretKey = makeSecret('sk_test');

let double: StripeDouble;
let stripe: Stripe;
let database: Database;
let settings: Record<string, string>;
let servers: [ServerProcess, ServerProcess];
const prices: Record<'basic' | 'pro', string> = { basic: '', pro: '' };
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const opened = await openTestDatabase();
  if (opened.url === null) throw new Error('This proof needs PostgreSQL.');
  database = opened.database;
  double = await startStripeDouble({ keys: { [STRIPE_KEY]: ['*'] } });
  closing.push(() => double.close(), opened.close);
  stripe = new Stripe(STRIPE_KEY, { host: double.host, port: double.port, protocol: 'http' });
  const features = {
    subscriptionUpdate: { scheduleAtPeriodEnd: [], prorationBehavior: 'always_invoice' as const },
  };
  const project = { name: 'Example App', testMode: true, embedOrigins: ['https://app.test'], features };
  await setUpProject(database, { ...project, secretKey, now: new Date() });
  settings = {
    BILLFOLD_DATABASE_URL: opened.url,
    BILLFOLD_SECRET_KEY: secretKey,
    BILLFOLD_ENCRYPTION_KEY: makeEncryptionKey(),
    BILLFOLD_LOG_LEVEL: 'silent',
    BILLFOLD_PROVIDER: 'stripe',
    STRIPE_SECRET_KEY: STRIPE_KEY,
    STRIPE_API_URL: double.url,
  };
  servers = await Promise.all([startServerProcess(settings), startServerProcess(settings)]);
  closing.unshift(() => Promise.all(servers.map((server) => server.kill())));
  for (const [name, unit_amount] of [
    ['basic', 900],
    ['pro', 2_900],
  ] as const) {
    const product = await stripe.products.create({ name });
    const price = {
      product: product.id,
      currency: 'usd',
      unit_amount,
      recurring: { interval: 'month' },
    } as const;
    prices[name] = (await stripe.prices.create({ ...price, tax_behavior: 'exclusive' })).id;
  }
}, 120_000);
afterAll(async () => {
  for (const close of closing) await close();
});

interface Subscriber extends TestCustomer {
  there: string;
}

/** Somebody with a card and a plan at Stripe, whose page asks the second server. */
async function subscribe(): Promise<Subscriber> {
  const { id: customer } = await stripe.customers.create({ name: 'Jane Example' });
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card.id } });
  const { id: there } = await stripe.subscriptions.create({ customer, items: [{ price: prices.basic }] });
  const merchant = async <Result>(path: string, body: object) => {
    const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
    const sent = await fetch(`${servers[1].url}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return (await sent.json()) as Result;
  };
  const { id } = await merchant<Customer>('/v1/customers', { providerCustomer: customer });
  const page = await asCustomer(
    {
      fetch: (path, init) => fetch(new URL(String(path), servers[1].url), init),
      createToken: async (who) => {
        const session = { customer: who, mode: 'embedded', embedOrigin: 'https://app.test' };
        const created = await merchant<CreatedPortalSession>('/v1/portal/sessions', session);
        return { token: created.token!, session: created.id, expiresAt: created.expiresAt };
      },
    },
    id,
  );
  return { ...page, there };
}

const openIntents = () => rowsOf(database, sql`select id from intents where finished_at is null`);

/** As if all leases of the server that is gone had ended. */
const endLeases = () =>
  database.execute(
    sql`update intents set leased_until = clock_timestamp() - interval '1 second' where finished_at is null`,
  );

async function toldOf(customer: string): Promise<[events: number, audits: number]> {
  const count = async (query: ReturnType<typeof sql>) => (await rowsOf<{ n: number }>(database, query))[0]!.n;
  return [
    await count(
      sql`select count(*)::int as n from events where customer_id = ${customer} and type = 'customer.subscription.updated'`,
    ),
    await count(
      sql`select count(*)::int as n from audit_log where customer_id = ${customer} and action = 'customer.subscription.updated'`,
    ),
  ];
}

test(`[S318] ${ROUNDS} servers killed over changes at Stripe: another one brings them to an end, each once`, async () => {
  const seen = { answered: 0, retried: 0, recovered: 0, neverBegun: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const subscribers: Subscriber[] = [];
    for (let n = 0; n < CUSTOMERS; n++) subscribers.push(await subscribe());
    const quotes = await Promise.all(subscribers.map((subscriber) => subscriber.quoted(prices.pro)));
    const mark = double.mutations.length;
    double.faults.every(/./, { slow: 30 });
    const send = (n: number, { url }: ServerProcess) =>
      fetch(`${url}/portal/v1/subscriptions/${subscribers[n]!.there}/change`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${subscribers[n]!.token}`,
          'content-type': 'application/json',
          'idempotency-key': `round-${round}`,
          'if-match': `"${quotes[n]!.subscriptionVersion}"`,
        },
        body: JSON.stringify({ quote: quotes[n]!.id }),
      }).then(
        async (sent) => ({ status: sent.status, body: (await sent.json()) as { status?: string } }),
        () => null,
      );
    let given = 0;
    const sent = subscribers.map(async (_, n) => {
      await new Promise((resolve) => setTimeout(resolve, n * 60));
      return send(n, servers[0]).finally(() => given++);
    });
    // It dies among its answers, however fast the machine is, and a moment of chance after one of them.
    while (given <= round % 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    await servers[0].kill();
    const answers = await Promise.all(sent);
    double.faults.clear();
    await endLeases();

    // Every other customer asks again, elsewhere, under the same key; of the rest the other server takes care by itself.
    for (const [n] of subscribers.entries()) {
      if (n % 2 === 1) continue;
      let again = await send(n, servers[1]);
      for (let tries = 0; again?.status === 409 && tries < 100; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        again = await send(n, servers[1]);
      }
      expect([n, again?.status, again?.body.status]).toEqual([n, 200, 'succeeded']);
    }
    for (let tries = 0; (await openIntents()).length > 0; tries++) {
      if (tries > 200) throw new Error('Nobody has brought it to an end.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }

    for (const [n, { id, there }] of subscribers.entries()) {
      const made = double.mutations.slice(mark).filter(({ path }) => path === `/v1/subscriptions/${there}`);
      const [item] = (await stripe.subscriptions.retrieve(there)).items.data;
      const isMade = item!.price.id === prices.pro;
      expect([n, made.length]).toEqual([n, isMade ? 1 : 0]);
      expect(await toldOf(id)).toEqual(isMade ? [1, 1] : [0, 0]);
      if (answers[n]?.body.status === 'succeeded' || n % 2 === 0) expect(isMade).toBe(true);
      seen[answers[n] ? 'answered' : n % 2 === 0 ? 'retried' : isMade ? 'recovered' : 'neverBegun']++;
    }
    servers[0] = await startServerProcess(settings);
  }
  // Where everybody was answered before the end, or nobody was, nothing was proven.
  expect(seen.answered).toBeGreaterThan(0);
  expect(seen.retried + seen.recovered).toBeGreaterThan(0);
  expect(double.complaints()).toEqual([]);
});

test('[S318] one key at two servers at once is one change', async () => {
  const subscriber = await subscribe();
  const quote = await subscriber.quoted(prices.pro);
  const mark = double.mutations.length;
  const send = ({ url }: ServerProcess) =>
    fetch(`${url}/portal/v1/subscriptions/${subscriber.there}/change`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${subscriber.token}`,
        'content-type': 'application/json',
        'idempotency-key': 'at-once',
        'if-match': `"${quote.subscriptionVersion}"`,
      },
      body: JSON.stringify({ quote: quote.id }),
    }).then(({ status }) => status);
  const statuses = await Promise.all(Array.from({ length: 20 }, (_, n) => send(servers[n % 2]!)));
  expect(statuses).toContain(200);
  expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
  expect(
    double.mutations.slice(mark).filter(({ path }) => path.startsWith('/v1/subscriptions/')),
  ).toHaveLength(1);
  expect(await toldOf(subscriber.id)).toEqual([1, 1]);
});

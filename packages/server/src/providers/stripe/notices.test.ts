import type Stripe from 'stripe';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Customer, EventType, SetupIntent, Subscription } from '@billfold/contract';
import { rowsOf } from '../../database/Database.js';
import { readTold } from '../../notices/toldRows.js';
import { asCustomer } from '../../testing/asCustomer.js';
import { openStripeNotices, type StripeNotices } from '../../../test/openStripeNotices.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let opened: StripeNotices;
let double: StripeNotices['double'];
let stripe: Stripe;
let portal: StripeNotices['portal'];
let prices: StripeNotices['prices'];
const delivered = new Set<string>();

beforeAll(async () => {
  opened = await openStripeNotices();
  ({ double, stripe, portal, prices } = opened);
});
afterAll(async () => {
  const found = [double.complaints(), double.defects];
  await opened.close();
  expect(found).toEqual([[], []]);
});

/** Delivers what Stripe has to say since the last time, in an order and as often as is said. */
async function deliver(order: (events: Stripe.Event[]) => Stripe.Event[] = (events) => events) {
  const events = double.state.events.filter(({ id }) => !delivered.has(id));
  for (const event of order(events)) {
    await opened.send(event);
    delivered.add(event.id);
  }
}

/** Lets a minute pass, in which the customer's page would have spoken, and has what came looked into. */
async function settle() {
  await opened.settle(61_000);
  const [open] = await rowsOf<{ count: number }>(
    portal.database,
    sql`select count(*)::int as count from provider_notices notice where settled_at is null
      and exists (select 1 from customers where provider_customer = notice.provider_customer)`,
  );
  expect(open).toEqual({ count: 0 });
}

const toldBy = async (customer: string, by = 'server') =>
  (
    await rowsOf<{ type: EventType; by: string }>(
      portal.database,
      sql`select event.type, entry.by from events event
          join audit_log entry on entry.project_id = event.project_id and entry.event_id = event.id
          where event.customer_id = ${customer} order by event.sequence`,
    )
  )
    .filter((event) => event.by.startsWith(by))
    .map(({ type }) => type);

/** Somebody of the portal's, with a card at Stripe and a subscription that they have begun in the merchant's app. */
async function subscribe() {
  const customer = await portal.merchant<Customer>('POST', '/v1/customers', { email: 'jane@example.com' });
  const there = customer.providerCustomer!;
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: there });
  await stripe.customers.update(there, { invoice_settings: { default_payment_method: card.id } });
  const items = [{ price: prices.basic }];
  const subscription = await stripe.subscriptions.create({ customer: there, items });
  return { id: customer.id, there, subscription };
}

const told = async (customer: string, id: string) => {
  const whose = { project: portal.project, id: customer };
  return (await readTold<Subscription>(portal.database, whose, 'subscription')).get(id)!.resource!;
};

test('[S376] what is done at Stripe by others is told, each once, in whatever order and however often Stripe says it', async () => {
  const { id, there, subscription } = await subscribe();
  const [item] = subscription.items.data;
  const change: Stripe.SubscriptionUpdateParams = {
    items: [{ id: item!.id, price: prices.pro }],
    proration_behavior: 'always_invoice',
  };
  await deliver((events) => [...events, ...events].reverse());
  await settle();
  expect(await toldBy(id)).toEqual([
    'payment_method.attached',
    'invoice.created',
    'invoice.finalized',
    'invoice.paid',
    'customer.subscription.created',
  ]);
  await stripe.subscriptions.update(subscription.id, change);
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
  await stripe.customers.update(there, { name: 'Jane Example', phone: '+1 555 0100' });
  await deliver((events) => [...events, ...[...events].reverse(), ...events]);
  await settle();
  expect((await toldBy(id)).slice(5)).toEqual([
    'customer.updated',
    'invoice.created',
    'invoice.finalized',
    'invoice.paid',
    'customer.subscription.updated',
  ]);
  const page = await asCustomer(portal, id);
  expect(await told(id, subscription.id)).toEqual(await page.subscription());
  await stripe.subscriptions.cancel(subscription.id);
  await deliver();
  await settle();
  expect((await toldBy(id)).slice(10)).toEqual(['customer.subscription.deleted']);
});

test('[S376] what the portal has done is told once, and not again when Stripe says it', async () => {
  const { id } = await subscribe();
  await deliver();
  await settle();
  const page = await asCustomer(portal, id);
  const before = (await toldBy(id)).length;
  const answer = await page.change(await page.quoted(prices.pro));
  expect(answer.body).toMatchObject({ status: 'succeeded' });
  const own = await toldBy(id, 'session');
  expect(own.slice(-2)).toEqual(['invoice.paid', 'customer.subscription.updated']);
  await deliver((events) => [...events].reverse());
  await settle();
  expect([(await toldBy(id)).length, await toldBy(id, 'session')]).toEqual([before, own]);
});

test('[S376] a payment that is confirmed at the bank when the page is closed settles the change', async () => {
  const { id, there } = await subscribe();
  await deliver();
  await settle();
  const page = await asCustomer(portal, id);
  double.controls.decideNextCharge(there, 'requires_action');
  const answer = await page.change(await page.quoted(prices.pro));
  expect(answer.body).toMatchObject({ status: 'requires_action' });
  const before = await toldBy(id);
  await deliver();
  await settle();
  expect(await toldBy(id)).toEqual(before);
  const { clientSecret } = answer.body as { clientSecret: string };
  double.controls.confirmPayment(clientSecret, 'authenticated');
  await deliver((events) => [...events, ...events].reverse());
  await settle();
  expect((await toldBy(id)).slice(before.length)).toEqual([
    'invoice.created',
    'invoice.finalized',
    'invoice.paid',
    'customer.subscription.updated',
  ]);
  expect((await page.subscription()).price.id).toBe(prices.pro);
});

test('[S376] [S379] a payment method that is confirmed when the page is closed is on file', async () => {
  const { id } = await portal.merchant<Customer>('POST', '/v1/customers', {});
  const page = await asCustomer(portal, id);
  const { body } = await page.send<SetupIntent>('POST', '/payment-methods/setup-intent', {});
  double.controls.confirmSetup(body.clientSecret, 'card');
  await deliver((events) => [...events, ...events]);
  await settle();
  expect(await toldBy(id)).toEqual(['payment_method.attached']);
  const onFile = await page.get<{ data: { isDefault: boolean }[] }>('/payment-methods');
  // The first one is the default, whatever was chosen.
  expect(onFile.body.data).toMatchObject([{ isDefault: true }]);
});

test('[S404] who is deleted at Stripe has no subscription any more, and the merchant is told', async () => {
  const { id, there, subscription } = await subscribe();
  await deliver();
  await settle();
  const before = (await toldBy(id)).length;
  await stripe.customers.del(there);
  await deliver((events) => [...events, ...events]);
  await settle();
  const since = (await toldBy(id)).slice(before);
  expect(since.filter((type) => type.startsWith('customer.subscription.'))).toEqual([
    'customer.subscription.deleted',
  ]);
  expect(await told(id, subscription.id)).toMatchObject({ status: 'canceled', pendingChange: null });
});

import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Invoice, InvoiceResult, PaymentMethod, Subscription } from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import { openRemotePortal, type RemotePortal } from '../testing/openRemotePortal.js';
import type { Mishap } from '../testing/Network.js';

const features = { subscriptionUpdate: { scheduleAtPeriodEnd: [] as never[] } };
let remote: RemotePortal;
beforeAll(async () => {
  remote = await openRemotePortal({ features, providerTimeoutMs: 10_000 });
});
afterAll(() => remote?.close());
afterEach(async () => {
  remote.network.mishap = () => null;
  await remote.recover();
  remote.network.done.clear();
});

/** How often something was really done there. */
const timesDone = (name: string) =>
  [...remote.network.done.values()].filter((done) => done.name === name).length;

test('[S304] a change elsewhere is made under an intent, and told of once: audit, event and answer together', async () => {
  const customer = await remote.subscribe();
  const before = await remote.eventsOf(customer.id);
  const { status, body } = await customer.change(await customer.quoted('price_proMonthly', 2));
  expect([status, body.status]).toEqual([200, 'succeeded']);
  expect((await customer.there()).price.id).toBe('price_proMonthly');
  const told = ['invoice.paid', 'customer.subscription.updated'];
  expect((await remote.eventsOf(customer.id)).slice(before.length)).toEqual(expect.arrayContaining(told));
  expect(timesDone('changeSubscription')).toBe(1);
  expect(await remote.openIntents()).toEqual([]);
});

test('[S305] the same key gives the same answer, another body is refused, and a preview needs no intent', async () => {
  const customer = await remote.subscribe();
  const quote = await customer.quoted('price_proMonthly', 2);
  const first = await customer.change(quote, { key: 'once' });
  const again = await customer.change(quote, { key: 'once' });
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('Idempotent-Replayed')).toBe('true');
  const other = await customer.send(
    'POST',
    `/subscriptions/${quote.subscription}/change`,
    { quote: 'qt_another' },
    { key: 'once', version: quote.subscriptionVersion },
  );
  expect([other.status, other.body.error?.code]).toEqual([422, 'idempotency_key_reused']);
  expect(timesDone('changeSubscription')).toBe(1);
});

const unheard: Mishap[] = ['lost_before', 'lost_after', 'dead'];
test.each(unheard)(
  '[S306] a change whose answer was %s is made once, and the same key gets to know',
  async (mishap) => {
    const customer = await remote.subscribe();
    const quote = await customer.quoted('price_proMonthly', 2);
    remote.network.once('changeSubscription', mishap);
    const first = await customer.change(quote, { key: 'once' }).catch(() => null);
    if (first) expect([first.status, first.body.status]).toEqual([200, 'pending']);
    else remote.restart();
    if (!first) await remote.endLeases();
    const again = await customer.change(quote, { key: 'once' });
    expect([again.status, again.body.status]).toEqual([200, 'succeeded']);
    expect(timesDone('changeSubscription')).toBe(1);
    expect(await remote.openIntents()).toEqual([]);
  },
);

test.each(unheard)(
  '[S307] what a server has left behind (%s) another one brings to its end, and tells of it',
  async (mishap) => {
    const customer = await remote.subscribe();
    const quote = await customer.quoted('price_proMonthly', 2);
    remote.network.once('changeSubscription', mishap);
    await customer.change(quote, { key: 'once' }).catch(() => null);
    remote.restart();
    expect(await remote.recover()).toBe(1);
    expect(timesDone('changeSubscription')).toBe(1);
    const events = await remote.eventsOf(customer.id);
    expect(events.filter((type) => type === 'customer.subscription.updated')).toHaveLength(1);
    const { body } = await customer.change(quote, { key: 'once' });
    expect(body.status).toBe('succeeded');
    expect(body).toMatchObject({ subscription: await customer.there() });
  },
);

test('[S308] what was refused, or could not be sent, has changed nothing, leaves no intent, and its key is free', async () => {
  const customer = await remote.subscribe();
  const subscription = await customer.subscription();
  const stale = { ...subscription, version: subscription.version + 7 };
  const refused = await customer.act('PATCH', stale, '', { cancelAtPeriodEnd: true });
  expect([refused.status, refused.body.error?.code]).toEqual([412, 'version_stale']);
  remote.network.once('note cancelSubscription', 'not_sent');
  const send = () =>
    customer.send<Subscription>(
      'PATCH',
      `/subscriptions/${subscription.id}`,
      { cancelAtPeriodEnd: true },
      {
        key: 'once',
        version: subscription.version,
      },
    );
  expect((await send()).body.error?.code).toBe('provider_unavailable');
  expect(await remote.openIntents()).toEqual([]);
  expect((await send()).status).toBe(200);
});

test('[S309] a second drive that could not be sent says nothing of the first', async () => {
  const customer = await remote.subscribe();
  const quote = await customer.quoted('price_proMonthly', 2);
  remote.network.once('changeSubscription', 'lost_after');
  await customer.change(quote, { key: 'once' });
  remote.network.once('changeSubscription', 'not_sent');
  const again = await customer.change(quote, { key: 'once' });
  expect([again.status, again.body.status]).toEqual([200, 'pending']);
  await remote.recover();
  expect((await customer.change(quote, { key: 'once' })).body.status).toBe('succeeded');
  expect(timesDone('changeSubscription')).toBe(1);
});

test('[S310] while nobody knows, a change shows as a payment under way, stands in the way of another, and is never a failure', async () => {
  const customer = await remote.subscribe();
  const quote = await customer.quoted('price_proMonthly', 2);
  remote.network.once('changeSubscription', 'lost_before');
  const { body } = await customer.change(quote, { key: 'once' });
  const shown = {
    status: 'processing',
    clientSecret: null,
    amount: quote.dueNow,
    price: { id: 'price_proMonthly' },
  };
  expect(body).toMatchObject({ status: 'pending', subscription: { pendingPayment: shown } });
  expect((await customer.subscription()).pendingPayment).toMatchObject({ ...shown, quantity: 2 });
  const { body: single } = await customer.get<Subscription>(`/subscriptions/${quote.subscription}`);
  expect(single.pendingPayment).toMatchObject(shown);
  const preview = await customer.preview({ price: 'price_teamYearly' });
  expect(preview.body.blockers.map(({ code }) => code)).toContain('payment_pending');
  await remote.recover();
  const after = await customer.subscription();
  expect([after.pendingPayment, after.price.id]).toEqual([null, 'price_proMonthly']);
});

test('[S311] an invoice that may be paid by now is shown as being paid, and not as what it was refused for before', async () => {
  const customer = await remote.subscribe();
  const id = await customer.owe();
  const read = async () => (await customer.get<Invoice>(`/invoices/${id}`)).body;
  expect([(await read()).status, (await read()).payment?.status]).toEqual(['open', 'failed']);
  remote.network.once('payInvoice', 'lost_after');
  const pay = () => customer.send<InvoiceResult>('POST', `/invoices/${id}/pay`, {}, { key: 'pay' });
  const { body } = await pay();
  expect(body).toMatchObject({
    status: 'pending',
    invoice: { payment: { status: 'processing', failure: null } },
  });
  // It is paid there, and nobody here has heard of it.
  remote.network.mishap = ({ name }) => (name === 'payInvoice' ? 'lost_before' : null);
  expect((await read()).status).toBe('paid');
  remote.network.mishap = () => null;
  expect((await pay()).body).toMatchObject({ status: 'succeeded', invoice: { status: 'paid' } });
  expect(timesDone('payInvoice')).toBe(1);
});

test('[S312] the changes of one customer come one after the other; who would wait too long hears change_in_progress', async () => {
  const customer = await remote.subscribe();
  const other = await remote.subscribe();
  const quote = await customer.quoted('price_proMonthly', 2);
  remote.network.once('changeSubscription', 'lost_before');
  await customer.change(quote, { key: 'once' });
  const subscription = await customer.subscription();
  const second = await customer.act('PATCH', subscription, '', { cancelAtPeriodEnd: true });
  expect([second.status, second.body.error?.code]).toEqual([409, 'change_in_progress']);
  expect(second.headers.get('Retry-After')).toBe('2');
  // Somebody else's is nothing to them.
  const theirs = await other.act('PATCH', await other.subscription(), '', { cancelAtPeriodEnd: true });
  expect(theirs.status).toBe(200);
});

test('[S313] a customer whom the provider does not know is made known there once, before their first change', async () => {
  const customer = await remote.subscribe(null);
  await remote.database.execute(sql`update customers set provider_customer = null where id = ${customer.id}`);
  remote.network.done.clear();
  remote.network.once('saveCustomer', 'lost_after');
  const first = await customer.send('POST', '/payment-methods/setup-intent', {}, { key: 'one' });
  expect(first.body.error?.code).toBe('provider_unavailable');
  expect(await remote.openIntents()).toEqual([]);
  const second = await customer.send('POST', '/payment-methods/setup-intent', {}, { key: 'two' });
  expect(second.status).toBe(201);
  expect(timesDone('saveCustomer')).toBe(1);
  const refused = await customer.act('PATCH', { id: 'sub_nobodys', version: 1 }, '', {
    cancelAtPeriodEnd: true,
  });
  expect(refused.status).toBe(404);
  expect(await remote.openIntents()).toEqual([]);
});

test('[S314] what is kept of an intent can not be read, and is gone when it is finished', async () => {
  const customer = await remote.subscribe();
  remote.network.once('updateBillingDetails', 'lost_after');
  const change = { name: 'Nobody Inparticular' };
  const sent = await customer.send('PATCH', '/billing-details', change, { key: 'once' });
  expect(sent.body.error?.code).toBe('provider_unavailable');
  const kept = async () =>
    JSON.stringify(
      await rowsOf(remote.database, sql`select * from intents where customer_id = ${customer.id}`),
    );
  expect(await kept()).toContain('note');
  expect(await kept()).not.toContain('Inparticular');
  await remote.recover();
  expect(await kept()).not.toContain('Inparticular');
  expect(await kept()).toContain('"steps":{}');
  const again = await customer.send<{ name: string }>('PATCH', '/billing-details', change, { key: 'once' });
  expect(again.body.name).toBe('Nobody Inparticular');
});

test('[S315] tries are counted with what was tried, exactly, whatever was lost on the way', async () => {
  const customer = await remote.subscribe();
  for (let n = 0; n < 10; n++) {
    remote.network.once('createSetupIntent', n % 2 ? 'lost_after' : 'lost_before');
    await customer.send('POST', '/payment-methods/setup-intent', {}, { key: `setup-${n}` });
    const { status } = await customer.send(
      'POST',
      '/payment-methods/setup-intent',
      {},
      { key: `setup-${n}` },
    );
    expect(status).toBe(201);
  }
  const over = await customer.send('POST', '/payment-methods/setup-intent', {}, { key: 'eleventh' });
  expect([over.status, over.body.error?.code]).toEqual([429, 'too_many_attempts']);
  expect(timesDone('createSetupIntent')).toBe(10);
  const { body } = await customer.get<{ data: PaymentMethod[] }>('/payment-methods');
  expect(body.data.length).toBeGreaterThan(0);
});

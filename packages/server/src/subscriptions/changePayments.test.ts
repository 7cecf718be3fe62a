import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SubscriptionResult } from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import { eventsOf } from '../testing/eventsOf.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';

const TEAM_MONTHLY = 'price_DemoTeamMonthlyUsd';
const BUSINESS = 'price_DemoBusinessMonthlyUsd';

let portal: TestPortal;
/** Five seats of Team by the month, in dollars, with a card that pays. */
let customer: TestCustomer;

beforeAll(async () => void (portal = await createTestPortal()));
beforeEach(async () => {
  customer = await asCustomer(portal, (await portal.createScenario('active')).id);
});
afterAll(() => portal.close());

describe('[S79] a payment', () => {
  test('that is refused changes nothing, and the same quote can be tried again', async () => {
    const quote = await customer.quoted(BUSINESS);
    const [subscription, invoices] = [await customer.subscription(), await customer.invoices()];
    await customer.control({ nextCharge: 'fails' });
    const { status, body } = await customer.change(quote, { key: 'declined' });
    expect([status, body.error?.code]).toEqual([402, 'payment_failed']);
    expect(body.error?.payment?.failure).toEqual(expect.any(String));
    expect(await customer.subscription()).toEqual(subscription);
    expect(await customer.invoices()).toEqual(invoices);

    const replayed = await customer.change(quote, { key: 'declined' });
    // The card would pay now; the same press of the button is answered as it was.
    expect([replayed.status, replayed.body.error?.payment]).toEqual([402, body.error?.payment]);
    expect(replayed.headers.get('idempotent-replayed')).toBe('true');
    expect((await customer.change(quote)).body.status).toBe('succeeded');
  });

  test('that the bank must confirm changes nothing until it is', async () => {
    const quote = await customer.quoted(BUSINESS);
    await customer.control({ nextCharge: 'requires_action' });
    const { body } = await customer.change(quote);
    expect(body).toMatchObject({ status: 'requires_action', clientSecret: expect.any(String) as string });
    const waiting = await customer.subscription();
    expect(waiting).toMatchObject({ price: { id: TEAM_MONTHLY }, quantity: 5 });
    expect(waiting.pendingPayment).toMatchObject({ amount: quote.dueNow, price: { id: BUSINESS } });

    const { clientSecret } = body as Extract<SubscriptionResult, { status: 'requires_action' }>;
    await customer.send('POST', '/sandbox/payments/confirm', { clientSecret, outcome: 'authenticated' });
    expect(await customer.subscription()).toMatchObject({ price: { id: BUSINESS }, pendingPayment: null });
    expect((await customer.invoices())[0]).toMatchObject({ amountPaid: quote.dueNow });
  });

  test('that is not known yet is pending, and shown as such', async () => {
    const quote = await customer.quoted(BUSINESS);
    await customer.control({ nextCharge: 'processing' });
    expect((await customer.change(quote)).body.status).toBe('pending');
    expect(await customer.subscription()).toMatchObject({
      price: { id: TEAM_MONTHLY },
      pendingPayment: { status: 'processing' },
    });
    const { body } = await customer.get<{ now: string }>('/sandbox');
    const advanceTo = new Date(Date.parse(body.now) + 3_600_000).toISOString();
    await customer.send('POST', '/sandbox/clock', { advanceTo });
    expect(await customer.subscription()).toMatchObject({ price: { id: BUSINESS }, pendingPayment: null });
  });
});

describe('[S79] what a payment is confirmed with', () => {
  const waiting = async () => {
    await customer.control({ nextCharge: 'requires_action' });
    const { body } = await customer.change(await customer.quoted(BUSINESS));
    return (body as Extract<SubscriptionResult, { status: 'requires_action' }>).clientSecret;
  };

  test('is not for those who only look, nor can they confirm', async () => {
    const clientSecret = await waiting();
    const looking = await asCustomer(portal, customer.id, { capabilities: ['subscriptions:read'] });
    expect((await looking.subscription()).pendingPayment).toMatchObject({ clientSecret: null });
    expect((await customer.subscription()).pendingPayment).toMatchObject({ clientSecret });
    const confirming = { clientSecret, outcome: 'authenticated' };
    const { status } = await looking.send('POST', '/sandbox/payments/confirm', confirming);
    expect([status, (await customer.subscription()).price.id]).toEqual([403, TEAM_MONTHLY]);
  });

  test('[S23] is in no event, neither of what is so now nor of what was so before', async () => {
    const clientSecret = await waiting();
    await customer.send('POST', '/sandbox/payments/confirm', { clientSecret, outcome: 'authenticated' });
    const [event] = await eventsOf(portal, customer.id, 'customer.subscription.updated');
    expect(event!.previousAttributes).toMatchObject({ pendingPayment: { clientSecret: null } });

    const other = await asCustomer(portal, (await portal.createScenario('active')).id);
    await other.control({ nextCharge: 'requires_action' });
    await other.change(await other.quoted(BUSINESS));
    const { id, version } = await other.subscription();
    await other.send('POST', `/subscriptions/${id}/cancel`, { at: 'period_end' }, { version });
    const told = await rowsOf(portal.database, sql`select data from events`);
    expect(JSON.stringify(told)).not.toMatch(/"clientSecret":"/);
  });

  test('is worth nothing to another customer', async () => {
    const clientSecret = await waiting();
    const other = await asCustomer(portal, (await portal.createScenario('active')).id);
    const confirming = { clientSecret, outcome: 'authenticated' };
    expect((await other.send('POST', '/sandbox/payments/confirm', confirming)).status).toBe(404);
  });

  test('[S77] keeps nobody from choosing something else', async () => {
    await waiting();
    const quote = await customer.quoted(TEAM_MONTHLY, 6);
    expect(quote.blockers).toEqual([]);
    expect(quote.warnings).toEqual([{ code: 'drops_pending_payment', message: null }]);
    expect((await customer.change(quote)).body).toMatchObject({
      status: 'succeeded',
      subscription: { quantity: 6, pendingPayment: null },
    });
  });
});

test('[S79] another card on file is another quote', async () => {
  const quote = await customer.quoted(BUSINESS);
  await customer.control({ paymentMethod: 'card_declined' });
  const { version } = await customer.subscription();
  const stale = await customer.change(quote, { version: version });
  expect(stale.body.error?.code).toBe('quote_stale');
  const fresh = stale.body.error!.quote!;
  expect((await customer.change(fresh)).body.error?.payment?.failure).toBe('contact_bank');
});

import * as v from 'valibot';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  PortalFeatures,
  type PortalFeaturesInput,
  type Quote,
  type Subscription,
  type SubscriptionResult,
} from '@billfold/contract';
import { setUpProject } from '../access/setUpProject.js';
import { rowsOf } from '../database/Database.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';
import type { PlanCheck } from '../rules/checkPlanChange.js';

const TEAM_YEARLY = 'price_DemoTeamYearlyUsd';
const TEAM_MONTHLY = 'price_DemoTeamMonthlyUsd';
const BUSINESS = 'price_DemoBusinessMonthlyUsd';

let portal: TestPortal;
let says: PlanCheck | Error = {};
/** Five seats of Team by the month, in dollars, with a card that pays. */
let customer: TestCustomer;

beforeAll(async () => {
  portal = await createTestPortal({
    checkPlanChange: () => {
      if (says instanceof Error) throw says;
      return says;
    },
  });
});
beforeEach(async () => {
  says = {};
  customer = await asCustomer(portal, (await portal.createScenario('active')).id);
});
afterAll(() => portal.close());

const change = async (
  quote: { id: string; subscriptionVersion: number },
  version = quote.subscriptionVersion,
  key?: string,
) =>
  customer.send<SubscriptionResult>(
    'POST',
    `/subscriptions/${(await customer.subscription()).id}/change`,
    { quote: quote.id },
    { version, ...(key && { key }) },
  );
const control = (controls: object) => customer.send('PATCH', '/sandbox', controls);
const quoted = async (price: string, quantity?: number): Promise<Quote> => {
  const { status, body } = await customer.preview({ price, ...(quantity && { quantity }) });
  expect([status, body.error]).toEqual([200, undefined]);
  return body;
};

test('[S74] what is charged is what was quoted, and the invoice says the same', async () => {
  const quote = await quoted(TEAM_YEARLY);
  expect(quote).toMatchObject({ timing: 'now', direction: 'lateral', quantity: 5, consentRequired: true });
  expect(quote.dueNow.amount).toBeGreaterThan(0);
  const before = await customer.invoices();

  const { status, body } = await change(quote);
  expect([status, body.status]).toEqual([200, 'succeeded']);
  expect(body.subscription).toMatchObject({ price: { id: TEAM_YEARLY }, quantity: 5 });
  const after = await customer.invoices();
  expect(after).toHaveLength(before.length + 1);
  expect(after[0]).toMatchObject({ status: 'paid', total: quote.total, amountPaid: quote.dueNow });
});

test('[S74] a preview changes nothing', async () => {
  const [subscription, invoices] = [await customer.subscription(), await customer.invoices()];
  await quoted(TEAM_YEARLY);
  await quoted(BUSINESS);
  expect(await customer.subscription()).toEqual(subscription);
  expect(await customer.invoices()).toEqual(invoices);
});

test('[S74] amounts, dates and behaviour can not be sent', async () => {
  const { id } = await customer.subscription();
  for (const more of [
    { unitAmount: 1 },
    { price_data: {} },
    { prorationBehavior: 'none' },
    { proration_date: 0 },
    { pricedAt: '2020-01-01T00:00:00.000Z' },
    { timing: 'now' },
    { discounts: [] },
    { trialEndAt: null },
    { metadata: {} },
    { customer: customer.id },
  ]) {
    const { status, body } = await customer.send('POST', `/subscriptions/${id}/preview`, {
      price: BUSINESS,
      ...more,
    });
    expect([status, body.error?.fields?.[0]?.path]).toEqual([400, Object.keys(more)[0]]);
  }
});

test.each([0, -1, 1.5, '5', 1e9, 2 ** 53, null, [], { $gt: 0 }].map((quantity) => [quantity]))(
  '[S73] a quantity of %j is refused',
  async (quantity) => {
    const { id } = await customer.subscription();
    const { status, body } = await customer.send('POST', `/subscriptions/${id}/preview`, {
      price: TEAM_MONTHLY,
      quantity,
    });
    expect([status, body.error?.code]).toEqual([400, 'invalid_request']);
  },
);

test('[S73] prices that are not on offer to this customer are refused alike', async () => {
  for (const price of ['price_none', 'price_DemoTeamMonthlyEur', 'price_DemoDailyUsd']) {
    const { status, body } = await customer.preview({ price });
    expect([price, status, body.error?.code]).toEqual([price, 403, 'price_not_allowed']);
  }
  const { status, body } = await customer.preview({ price: TEAM_MONTHLY });
  expect([status, body.error?.code]).toEqual([409, 'no_change']);
});

describe('[S75] a quote that is no longer good', () => {
  test('is refused with a new one, and nothing is changed', async () => {
    const quote = await quoted(BUSINESS);
    const now = portal.clock.now();
    portal.clock.set(new Date(now.getTime() + 15 * 60_000));
    const { status, body } = await change(quote);
    portal.clock.set(now);
    expect([status, body.error?.code]).toEqual([409, 'quote_stale']);
    expect(await customer.subscription()).toMatchObject({ version: quote.subscriptionVersion });

    const fresh = body.error!.quote!;
    expect(fresh.id).not.toBe(quote.id);
    expect((await change(fresh)).body.status).toBe('succeeded');
  });

  test('because the provider’s time has gone on, though ours has not', async () => {
    const quote = await quoted(BUSINESS);
    const { now } = (await customer.get<{ now: string }>('/sandbox')).body;
    const advanceTo = new Date(Date.parse(now) + 15 * 60_000).toISOString();
    await customer.send('POST', '/sandbox/clock', { advanceTo });
    expect((await change(quote)).body.error?.code).toBe('quote_stale');
  });

  test('because it was used', async () => {
    const quote = await quoted(TEAM_MONTHLY, 7);
    const { body } = await change(quote);
    const again = await change(quote, body.subscription.version);
    expect([again.status, again.body.error?.code]).toEqual([409, 'no_change']);
    expect((await customer.subscription()).version).toBe(body.subscription.version);
  });

  test('because the subscription has changed since', async () => {
    const [first, second] = [await quoted(TEAM_MONTHLY, 7), await quoted(TEAM_MONTHLY, 9)];
    const { body } = await change(first);
    const stale = await change(second, body.subscription.version);
    expect([stale.status, stale.body.error?.code]).toEqual([409, 'quote_stale']);
    expect(stale.body.error!.quote).toMatchObject({
      quantity: 9,
      subscriptionVersion: body.subscription.version,
    });
  });

  test('because it is another customer’s, or never was', async () => {
    const other = await asCustomer(portal, (await portal.createScenario('active')).id);
    const theirs = (await other.preview({ price: BUSINESS })).body;
    const { version } = await customer.subscription();
    for (const id of [theirs.id, 'qt_none']) {
      const { status, body } = await change({ id, subscriptionVersion: version });
      expect([status, body.error?.code]).toEqual([404, 'not_found']);
    }
    expect((await other.subscription()).price.id).toBe(TEAM_MONTHLY);
  });

  test('because the configuration has changed since', async () => {
    const quote = await quoted(TEAM_MONTHLY, 3);
    expect(quote.timing).toBe('period_end');
    await configure({ subscriptionUpdate: { scheduleAtPeriodEnd: [] } });
    const stale = await change(quote);
    expect([stale.status, stale.body.error?.code]).toEqual([409, 'quote_stale']);
    expect(stale.body.error!.quote).toMatchObject({ timing: 'now' });
    await configure({ subscriptionUpdate: { products: [{ product: 'prod_DemoBusiness' }] } });
    expect((await change(stale.body.error!.quote!)).body.error?.code).toBe('price_not_allowed');
    await configure({});
  });
});

test('[S76] a change names the version that was seen', async () => {
  const quote = await quoted(BUSINESS);
  const path = `/subscriptions/${quote.subscription}/change`;
  const codeFor = async (ifMatch: string | undefined) => {
    const response = await portal.fetch(`/portal/v1${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${customer.token}`,
        'content-type': 'application/json',
        'idempotency-key': `match-${ifMatch}`,
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      body: JSON.stringify({ quote: quote.id }),
    });
    return [response.status, ((await response.json()) as { error?: { code: string } }).error?.code];
  };
  expect(await codeFor(undefined)).toEqual([428, 'version_missing']);
  for (const nonsense of ['*', '1', 'W/"1"', '"1", "2"', '"0"', '"-1"', '""', '"1e3"'])
    expect(await codeFor(nonsense)).toEqual([400, 'invalid_request']);
  expect(await codeFor(`"${quote.subscriptionVersion + 1}"`)).toEqual([412, 'version_stale']);
  expect((await customer.subscription()).version).toBe(quote.subscriptionVersion);
  expect(await codeFor(`"${quote.subscriptionVersion}"`)).toEqual([200, undefined]);
});

describe('[S77] blockers', () => {
  test('of the app are shown with the preview, and enforced by then and now', async () => {
    says = { blockers: ['Remove 2 members first.'], warnings: ['Guests lose access.'] };
    const blocked = await quoted(TEAM_MONTHLY, 3);
    expect(blocked.blockers).toEqual([{ code: 'app', message: 'Remove 2 members first.' }]);
    expect(blocked.warnings).toEqual([{ code: 'app', message: 'Guests lose access.' }]);
    expect(await change(blocked)).toMatchObject({ status: 409, body: { error: { code: 'change_blocked' } } });

    says = {};
    const free = await quoted(TEAM_MONTHLY, 3);
    says = { blockers: ['Somebody was faster.'] };
    const { status, body } = await change(free);
    expect([status, body.error?.quote?.blockers[0]?.message]).toEqual([409, 'Somebody was faster.']);
    expect((await customer.subscription()).pendingChange).toBeNull();
    says = {};
    expect((await change(free)).body.status).toBe('succeeded');
  });

  test('of the portal: nothing to pay with, overdue, ending, on hold', async () => {
    await control({ paymentMethod: null });
    expect((await quoted(BUSINESS)).blockers).toEqual([{ code: 'payment_method_required', message: null }]);
    expect((await quoted(TEAM_MONTHLY, 2)).blockers).toEqual([]);
    const codesOf = async (scenario: 'pastDue' | 'canceling' | 'paused', price: string) => {
      customer = await asCustomer(portal, (await portal.createScenario(scenario)).id);
      return (await quoted(price)).blockers.map(({ code }) => code);
    };
    expect(await codesOf('pastDue', 'price_DemoTeamYearlyEur')).toContain('past_due');
    expect(await codesOf('canceling', TEAM_YEARLY)).toContain('canceling');
    expect(await codesOf('paused', TEAM_YEARLY)).toContain('paused');
  });

  test('[S78] nothing is changed while the app can not be asked', async () => {
    const quote = await quoted(BUSINESS);
    says = new Error('the app is down');
    const { status, body, headers } = await change(quote);
    expect([status, body.error?.code, headers.get('retry-after')]).toEqual([
      503,
      'plan_check_unavailable',
      '5',
    ]);
    expect((await customer.subscription()).version).toBe(quote.subscriptionVersion);
  });
});

describe('[S79] a payment', () => {
  test('that is refused changes nothing, and the same quote can be tried again', async () => {
    const quote = await quoted(BUSINESS);
    const [subscription, invoices] = [await customer.subscription(), await customer.invoices()];
    await control({ nextCharge: 'fails' });
    const { status, body } = await change(quote, undefined, 'declined');
    expect([status, body.error?.code]).toEqual([402, 'payment_failed']);
    expect(body.error?.payment?.failure).toEqual(expect.any(String));
    expect(await customer.subscription()).toEqual(subscription);
    expect(await customer.invoices()).toEqual(invoices);

    const replayed = await change(quote, undefined, 'declined');
    // The card would pay now; the same press of the button is answered as it was.
    expect([replayed.status, replayed.body.error?.payment]).toEqual([402, body.error?.payment]);
    expect(replayed.headers.get('idempotent-replayed')).toBe('true');
    expect((await change(quote)).body.status).toBe('succeeded');
  });

  test('that the bank must confirm changes nothing until it is', async () => {
    const quote = await quoted(BUSINESS);
    await control({ nextCharge: 'requires_action' });
    const { body } = await change(quote);
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
    const quote = await quoted(BUSINESS);
    await control({ nextCharge: 'processing' });
    expect((await change(quote)).body.status).toBe('pending');
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
    await control({ nextCharge: 'requires_action' });
    const { body } = await change(await quoted(BUSINESS));
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

  test('is worth nothing to another customer', async () => {
    const clientSecret = await waiting();
    const other = await asCustomer(portal, (await portal.createScenario('active')).id);
    const confirming = { clientSecret, outcome: 'authenticated' };
    expect((await other.send('POST', '/sandbox/payments/confirm', confirming)).status).toBe(404);
  });

  test('[S77] keeps nobody from choosing something else', async () => {
    await waiting();
    const quote = await quoted(TEAM_MONTHLY, 6);
    expect(quote.blockers).toEqual([]);
    expect(quote.warnings).toEqual([{ code: 'drops_pending_payment', message: null }]);
    expect((await change(quote)).body).toMatchObject({
      status: 'succeeded',
      subscription: { quantity: 6, pendingPayment: null },
    });
  });
});

test('[S79] another card on file is another quote', async () => {
  const quote = await quoted(BUSINESS);
  await control({ paymentMethod: 'card_declined' });
  const { version } = await customer.subscription();
  const stale = await change(quote, version);
  expect(stale.body.error?.code).toBe('quote_stale');
  const fresh = stale.body.error!.quote!;
  expect((await change(fresh)).body.error?.payment?.failure).toBe('contact_bank');
});

test('[S84] a scheduled change waits, can be taken back, and is replaced by a later one', async () => {
  const { body } = await change(await quoted(TEAM_MONTHLY, 3));
  expect(body.subscription).toMatchObject({ quantity: 5, pendingChange: { quantity: 3 } });
  const replacing = await quoted(TEAM_MONTHLY, 2);
  expect(replacing.warnings).toEqual([{ code: 'replaces_pending_change', message: null }]);
  const { subscription } = (await change(replacing)).body;
  expect(subscription.pendingChange).toMatchObject({
    quantity: 2,
    effectiveAt: subscription.currentPeriod.endAt,
  });

  const path = `/subscriptions/${subscription.id}/pending-change`;
  const undone = await customer.send<Subscription>('DELETE', path, undefined, {
    version: subscription.version,
  });
  expect([undone.status, undone.body.pendingChange]).toEqual([200, null]);
  const again = await customer.send('DELETE', path, undefined, { version: undone.body.version });
  expect([again.status, again.body.error?.code]).toEqual([409, 'subscription_state']);
});

test('[S87] a change is told once, by one event with what was before, and one line of the audit log', async () => {
  const quote = await quoted(TEAM_MONTHLY, 6);
  const { body } = await change(quote, undefined, 'told');
  await change(quote, undefined, 'told');
  const events = await rowsOf<{ type: string; data: { object: Subscription; previousAttributes: object } }>(
    portal.database,
    sql`select type, data from events where customer_id = ${customer.id} and type like 'customer.subscription%'`,
  );
  expect(events.map(({ type }) => type)).toEqual(['customer.subscription.updated']);
  expect(events[0]!.data.object).toEqual(body.subscription);
  expect(events[0]!.data.previousAttributes).toMatchObject({
    quantity: 5,
    version: quote.subscriptionVersion,
  });
  const audited = await rowsOf(
    portal.database,
    sql`select 1 from audit_log where customer_id = ${customer.id} and target = ${quote.subscription}`,
  );
  expect(audited).toHaveLength(1);
});

test('[S72] plans tell what can be chosen, and why not', async () => {
  await configure({ subscriptionUpdate: { allow: ['upgrade', 'quantity'] } });
  const { id } = await customer.subscription();
  const { body } = await customer.get<{
    data: { id: string; prices: { id: string; unavailable: string | null }[] }[];
  }>(`/plans?subscription=${id}`);
  const reasons = new Map(
    body.data.flatMap(({ prices }) => prices.map((price) => [price.id, price.unavailable])),
  );
  expect(reasons.get(TEAM_MONTHLY)).toBeNull();
  expect(reasons.get(TEAM_YEARLY)).toBe('interval_not_allowed');
  expect(reasons.get(BUSINESS)).toBeNull();
  expect(reasons.get('price_DemoStarterMonthlyUsd')).toBe('downgrade_not_allowed');
  expect((await customer.get('/plans?subscription=sub_none')).status).toBe(404);
  await configure({});
});

test('[S89] features that are not valid end the start, with the place of each fault', async () => {
  const features = {
    subscriptionPause: { maxMonths: 0 },
    subscriptionUpdate: { allow: ['everything'] },
  } as never;
  const starting = setUpProject(portal.database, {
    id: 'proj_2',
    name: 'Two',
    testMode: true,
    now: new Date(),
    features,
  });
  await expect(starting).rejects.toThrow(
    /subscriptionUpdate\.allow\.0: .*\n.*subscriptionPause\.maxMonths: /,
  );
});

test('[S89] what a stored configuration does not name is as the defaults say', async () => {
  await portal.database.execute(
    sql`update portal_configurations set features = '{"invoiceHistory":{"enabled":true}}'`,
  );
  const { body } = await customer.get<{ features: object }>('/session');
  expect(body.features).toMatchObject({
    subscriptionUpdate: { enabled: true },
    subscriptionCancel: { mode: 'at_period_end' },
    subscriptionPause: { enabled: false, maxMonths: 3 },
  });
  await configure({});
});

/** Sets what the portal lets its customers do; what is left out is as the defaults say. */
async function configure(features: PortalFeaturesInput): Promise<void> {
  const stored = JSON.stringify(v.parse(PortalFeatures, features));
  await portal.database.execute(sql`update portal_configurations set features = ${stored}::jsonb`);
}

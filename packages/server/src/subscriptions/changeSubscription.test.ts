import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Subscription } from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import type { PlanCheck } from '../rules/checkPlanChange.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';

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

test('[S74] what is charged is what was quoted, and the invoice says the same', async () => {
  const quote = await customer.quoted(TEAM_YEARLY);
  expect(quote).toMatchObject({ timing: 'now', direction: 'lateral', quantity: 5, consentRequired: true });
  expect(quote.dueNow.amount).toBeGreaterThan(0);
  const before = await customer.invoices();

  const { status, body } = await customer.change(quote);
  expect([status, body.status]).toEqual([200, 'succeeded']);
  expect(body.subscription).toMatchObject({ price: { id: TEAM_YEARLY }, quantity: 5 });
  const after = await customer.invoices();
  expect(after).toHaveLength(before.length + 1);
  expect(after[0]).toMatchObject({ status: 'paid', total: quote.total, amountPaid: quote.dueNow });
});

test('[S74] a preview changes nothing', async () => {
  const [subscription, invoices] = [await customer.subscription(), await customer.invoices()];
  await customer.quoted(TEAM_YEARLY);
  await customer.quoted(BUSINESS);
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
    const quote = await customer.quoted(BUSINESS);
    const now = portal.clock.now();
    portal.clock.set(new Date(now.getTime() + 15 * 60_000));
    const { status, body } = await customer.change(quote);
    portal.clock.set(now);
    expect([status, body.error?.code]).toEqual([409, 'quote_stale']);
    expect(await customer.subscription()).toMatchObject({ version: quote.subscriptionVersion });

    const fresh = body.error!.quote!;
    expect(fresh.id).not.toBe(quote.id);
    expect((await customer.change(fresh)).body.status).toBe('succeeded');
  });

  test('because the provider’s time has gone on, though ours has not', async () => {
    const quote = await customer.quoted(BUSINESS);
    const { now } = (await customer.get<{ now: string }>('/sandbox')).body;
    const advanceTo = new Date(Date.parse(now) + 15 * 60_000).toISOString();
    await customer.send('POST', '/sandbox/clock', { advanceTo });
    expect((await customer.change(quote)).body.error?.code).toBe('quote_stale');
  });

  test('because it was used', async () => {
    const quote = await customer.quoted(TEAM_MONTHLY, 7);
    const { body } = await customer.change(quote);
    const again = await customer.change(quote, { version: body.subscription.version });
    expect([again.status, again.body.error?.code]).toEqual([409, 'no_change']);
    expect((await customer.subscription()).version).toBe(body.subscription.version);
  });

  test('because the subscription has changed since', async () => {
    const [first, second] = [await customer.quoted(TEAM_MONTHLY, 7), await customer.quoted(TEAM_MONTHLY, 9)];
    const { body } = await customer.change(first);
    const stale = await customer.change(second, { version: body.subscription.version });
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
      const { status, body } = await customer.change({ id, subscriptionVersion: version });
      expect([status, body.error?.code]).toEqual([404, 'not_found']);
    }
    expect((await other.subscription()).price.id).toBe(TEAM_MONTHLY);
  });

  test('because the configuration has changed since', async () => {
    const quote = await customer.quoted(TEAM_MONTHLY, 3);
    expect(quote.timing).toBe('period_end');
    await portal.configure({ subscriptionUpdate: { scheduleAtPeriodEnd: [] } });
    const stale = await customer.change(quote);
    expect([stale.status, stale.body.error?.code]).toEqual([409, 'quote_stale']);
    expect(stale.body.error!.quote).toMatchObject({ timing: 'now' });
    await portal.configure({ subscriptionUpdate: { products: [{ product: 'prod_DemoBusiness' }] } });
    expect((await customer.change(stale.body.error!.quote!)).body.error?.code).toBe('price_not_allowed');
    await portal.configure({});
  });
});

test('[S76] a change names the version that was seen', async () => {
  const quote = await customer.quoted(BUSINESS);
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
    const blocked = await customer.quoted(TEAM_MONTHLY, 3);
    expect(blocked.blockers).toEqual([{ code: 'app', message: 'Remove 2 members first.' }]);
    expect(blocked.warnings).toEqual([{ code: 'app', message: 'Guests lose access.' }]);
    expect(await customer.change(blocked)).toMatchObject({
      status: 409,
      body: { error: { code: 'change_blocked' } },
    });

    says = {};
    const free = await customer.quoted(TEAM_MONTHLY, 3);
    says = { blockers: ['Somebody was faster.'] };
    const { status, body } = await customer.change(free);
    expect([status, body.error?.quote?.blockers[0]?.message]).toEqual([409, 'Somebody was faster.']);
    expect((await customer.subscription()).pendingChange).toBeNull();
    says = {};
    expect((await customer.change(free)).body.status).toBe('succeeded');
  });

  test('of the portal: nothing to pay with, overdue, ending, on hold', async () => {
    await customer.control({ paymentMethod: null });
    expect((await customer.quoted(BUSINESS)).blockers).toEqual([
      { code: 'payment_method_required', message: null },
    ]);
    expect((await customer.quoted(TEAM_MONTHLY, 2)).blockers).toEqual([]);
    const codesOf = async (scenario: 'pastDue' | 'canceling' | 'paused', price: string) => {
      customer = await asCustomer(portal, (await portal.createScenario(scenario)).id);
      return (await customer.quoted(price)).blockers.map(({ code }) => code);
    };
    expect(await codesOf('pastDue', 'price_DemoTeamYearlyEur')).toContain('past_due');
    expect(await codesOf('canceling', TEAM_YEARLY)).toContain('canceling');
    expect(await codesOf('paused', TEAM_YEARLY)).toContain('paused');
  });

  test('[S78] nothing is changed while the app can not be asked', async () => {
    const quote = await customer.quoted(BUSINESS);
    says = new Error('the app is down');
    const { status, body, headers } = await customer.change(quote);
    expect([status, body.error?.code, headers.get('retry-after')]).toEqual([
      503,
      'plan_check_unavailable',
      '5',
    ]);
    expect((await customer.subscription()).version).toBe(quote.subscriptionVersion);
  });
});

test('[S87] a change is told once, by one event with what was before, and one line of the audit log', async () => {
  const quote = await customer.quoted(TEAM_MONTHLY, 6);
  const { body } = await customer.change(quote, { key: 'told' });
  await customer.change(quote, { key: 'told' });
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

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CancellationPreview, Scenario } from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';

const OFFER = 'save20';

let portal: TestPortal;
let customer: TestCustomer;

beforeAll(async () => void (portal = await createTestPortal()));
beforeEach(async () => {
  await portal.configure({});
  customer = await customerIn('active');
});
afterAll(() => portal.close());

const customerIn = async (scenario: Scenario) =>
  asCustomer(portal, (await portal.createScenario(scenario)).id);
const preview = async () =>
  customer.get<CancellationPreview>(`/subscriptions/${(await customer.subscription()).id}/cancel-preview`);

describe('[S80] a cancellation', () => {
  test('at the end of the paid period is as its preview says', async () => {
    const before = await customer.subscription();
    const { body: said } = await preview();
    expect(said).toMatchObject({
      mode: 'at_period_end',
      effectiveAt: before.currentPeriod.endAt,
      credit: { amount: 0 },
      outstanding: { amount: 0 },
      stopsCollection: false,
    });
    expect(said.lostFeatures.length).toBeGreaterThan(0);
    const { status, body } = await customer.act('PATCH', before, '', {
      cancelAtPeriodEnd: true,
      feedback: 'too_expensive',
      comment: 'Sorry',
    });
    expect([status, body.cancelAt, body.status]).toEqual([200, said.effectiveAt, 'active']);
    expect((await customer.act('POST', body, 'cancel')).body.error?.code).toBe('subscription_state');
  });

  test('at once, where the configuration says so, gives the unused time back as it said', async () => {
    await portal.configure({
      subscriptionCancel: { mode: 'immediately', prorationBehavior: 'create_prorations' },
    });
    const before = await customer.subscription();
    const { body: said } = await preview();
    expect(said).toMatchObject({ mode: 'immediately' });
    expect(said.credit.amount).toBeGreaterThan(0);
    expect((await customer.act('PATCH', before, '', { cancelAtPeriodEnd: true })).body.error?.code).toBe(
      'subscription_state',
    );
    const { status, body } = await customer.act('POST', before, 'cancel', { feedback: 'unused' });
    expect([status, body.status, body.endedAt]).toEqual([200, 'canceled', said.effectiveAt]);
    const [credit] = await customer.invoices();
    expect(-credit!.total.amount).toBe(said.credit.amount);
  });

  test('of what is overdue is at once, stops the retries, and says what stays owed', async () => {
    customer = await customerIn('pastDue');
    const before = await customer.subscription();
    const { body: said } = await preview();
    expect(said).toMatchObject({ mode: 'immediately', stopsCollection: true });
    expect(said.outstanding).toEqual(before.overdueInvoice!.amountRemaining);
    expect((await customer.act('POST', before, 'cancel')).body.status).toBe('canceled');
    const open = (await customer.invoices()).find((invoice) => invoice.id === before.overdueInvoice!.id)!;
    expect(open).toMatchObject({ status: 'open', payment: { nextAttemptAt: null } });
  });

  test('of a trial ends with the trial, and nothing is ever charged', async () => {
    customer = await customerIn('trialing');
    const before = await customer.subscription();
    const { body } = await customer.act('PATCH', before, '', { cancelAtPeriodEnd: true });
    expect(body.cancelAt).toBe(before.trialEndAt);
    await portal.merchant('POST', '/v1/sandbox/clock', { advanceTo: '2027-06-01T00:00:00.000Z' });
    expect(await customer.invoices()).toEqual([]);
  });

  test('[S87] tells why in its event, and takes only reasons that are asked for', async () => {
    await portal.configure({ subscriptionCancel: { reasons: { options: ['too_expensive'] } } });
    const before = await customer.subscription();
    const refused = await customer.act('PATCH', before, '', { cancelAtPeriodEnd: true, feedback: 'unused' });
    expect([refused.status, refused.body.error?.fields?.[0]?.path]).toEqual([400, 'feedback']);
    await customer.act('PATCH', before, '', {
      cancelAtPeriodEnd: true,
      feedback: 'too_expensive',
      comment: 'Next year, perhaps.',
    });
    const [event] = await rowsOf<{ data: { cancellationDetails: object } }>(
      portal.database,
      sql`select data from events where customer_id = ${customer.id} and type = 'customer.subscription.updated'`,
    );
    const said = { feedback: 'too_expensive', comment: 'Next year, perhaps.' };
    expect(event!.data.cancellationDetails).toEqual(said);
  });

  test('is made once', async () => {
    const { body } = await customer.act('PATCH', await customer.subscription(), '', {
      cancelAtPeriodEnd: true,
    });
    expect((await customer.act('PATCH', body, '', { cancelAtPeriodEnd: true })).body.error?.code).toBe(
      'subscription_state',
    );
    expect((await preview()).body.error?.code).toBe('subscription_state');
  });
});

test('[S81] a cancellation can be undone until the end has come', async () => {
  const scheduled = (
    await customer.act('PATCH', await customer.subscription(), '', { cancelAtPeriodEnd: true })
  ).body;
  const kept = (await customer.act('PATCH', scheduled, '', { cancelAtPeriodEnd: false })).body;
  expect(kept).toMatchObject({ cancelAt: null, canceledAt: null, status: 'active' });
  expect(kept.renewsAt).toBe(kept.currentPeriod.endAt);
  expect((await customer.act('PATCH', kept, '', { cancelAtPeriodEnd: false })).body.error?.code).toBe(
    'subscription_state',
  );
});

test('[S87] cancellations, pauses and offers are told by Stripe’s names', async () => {
  await portal.configure({
    subscriptionPause: { enabled: true },
    subscriptionCancel: { retention: { offerCoupon: OFFER } },
  });
  const paused = (await customer.act('POST', await customer.subscription(), 'pause')).body;
  await customer.act('POST', paused, 'resume');
  await customer.act('POST', await customer.subscription(), 'retention-offer');
  await customer.act('PATCH', await customer.subscription(), '', { cancelAtPeriodEnd: true });
  await portal.configure({ subscriptionCancel: { mode: 'immediately' } });
  await customer.act('PATCH', await customer.subscription(), '', { cancelAtPeriodEnd: false });
  await customer.act('POST', await customer.subscription(), 'cancel');
  const rows = await rowsOf<{ type: string }>(
    portal.database,
    sql`select type from events where customer_id = ${customer.id} and type like 'customer.subscription%' order by at, id`,
  );
  expect(rows.map(({ type }) => type).toSorted()).toEqual(
    [
      'customer.subscription.paused',
      'customer.subscription.resumed',
      'customer.subscription.updated',
      'customer.subscription.updated',
      'customer.subscription.updated',
      'customer.subscription.deleted',
    ].toSorted(),
  );
});

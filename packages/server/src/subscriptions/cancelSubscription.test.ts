import { sql } from 'drizzle-orm';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  PortalFeatures,
  type CancellationPreview,
  type PortalFeaturesInput,
  type Scenario,
  type Subscription,
} from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';

const OFFER = 'save20';

let portal: TestPortal;
let customer: TestCustomer;

beforeAll(async () => void (portal = await createTestPortal()));
beforeEach(async () => {
  await configure({});
  customer = await customerIn('active');
});
afterAll(() => portal.close());

const customerIn = async (scenario: Scenario) =>
  asCustomer(portal, (await portal.createScenario(scenario)).id);
const preview = async () =>
  customer.get<CancellationPreview>(`/subscriptions/${(await customer.subscription()).id}/cancel-preview`);
const patch = (subscription: Subscription, body: object) =>
  customer.send<Subscription>('PATCH', `/subscriptions/${subscription.id}`, body, {
    version: subscription.version,
  });
const post = (subscription: Subscription, act: string, body: object = {}) =>
  customer.send<Subscription>('POST', `/subscriptions/${subscription.id}/${act}`, body, {
    version: subscription.version,
  });

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
    const { status, body } = await patch(before, {
      cancelAtPeriodEnd: true,
      feedback: 'too_expensive',
      comment: 'Sorry',
    });
    expect([status, body.cancelAt, body.status]).toEqual([200, said.effectiveAt, 'active']);
    expect((await post(body, 'cancel')).body.error?.code).toBe('subscription_state');
  });

  test('at once, where the configuration says so, gives the unused time back as it said', async () => {
    await configure({ subscriptionCancel: { mode: 'immediately', prorationBehavior: 'create_prorations' } });
    const before = await customer.subscription();
    const { body: said } = await preview();
    expect(said).toMatchObject({ mode: 'immediately' });
    expect(said.credit.amount).toBeGreaterThan(0);
    expect((await patch(before, { cancelAtPeriodEnd: true })).body.error?.code).toBe('subscription_state');
    const { status, body } = await post(before, 'cancel', { feedback: 'unused' });
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
    expect((await post(before, 'cancel')).body.status).toBe('canceled');
    const open = (await customer.invoices()).find((invoice) => invoice.id === before.overdueInvoice!.id)!;
    expect(open).toMatchObject({ status: 'open', payment: { nextAttemptAt: null } });
  });

  test('of a trial ends with the trial, and nothing is ever charged', async () => {
    customer = await customerIn('trialing');
    const before = await customer.subscription();
    const { body } = await patch(before, { cancelAtPeriodEnd: true });
    expect(body.cancelAt).toBe(before.trialEndAt);
    await portal.merchant('POST', '/v1/sandbox/clock', { advanceTo: '2027-06-01T00:00:00.000Z' });
    expect(await customer.invoices()).toEqual([]);
  });

  test('[S87] tells why in its event, and takes only reasons that are asked for', async () => {
    await configure({ subscriptionCancel: { reasons: { options: ['too_expensive'] } } });
    const before = await customer.subscription();
    const refused = await patch(before, { cancelAtPeriodEnd: true, feedback: 'unused' });
    expect([refused.status, refused.body.error?.fields?.[0]?.path]).toEqual([400, 'feedback']);
    await patch(before, {
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
    const { body } = await patch(await customer.subscription(), { cancelAtPeriodEnd: true });
    expect((await patch(body, { cancelAtPeriodEnd: true })).body.error?.code).toBe('subscription_state');
    expect((await preview()).body.error?.code).toBe('subscription_state');
  });
});

test('[S81] a cancellation can be undone until the end has come', async () => {
  const scheduled = (await patch(await customer.subscription(), { cancelAtPeriodEnd: true })).body;
  const kept = (await patch(scheduled, { cancelAtPeriodEnd: false })).body;
  expect(kept).toMatchObject({ cancelAt: null, canceledAt: null, status: 'active' });
  expect(kept.renewsAt).toBe(kept.currentPeriod.endAt);
  expect((await patch(kept, { cancelAtPeriodEnd: false })).body.error?.code).toBe('subscription_state');
});

describe('[S82] the retention offer', () => {
  beforeEach(() => configure({ subscriptionCancel: { retention: { offerCoupon: OFFER } } }));

  test('is told with the preview, keeps the subscription, and is had once', async () => {
    const { body: said } = await preview();
    expect(said.retentionOffer?.coupon.id).toBe(OFFER);
    const { status, body } = await post(await customer.subscription(), 'retention-offer');
    expect([status, body.cancelAt, body.discounts.map(({ coupon }) => coupon.id)]).toEqual([
      200,
      null,
      [OFFER],
    ]);
    const upcoming = await customer.get<{ invoice: { total: object; issuedAt: string } }>(
      `/invoices/upcoming?subscription=${body.id}`,
    );
    const { issuedAt, total } = upcoming.body.invoice;
    expect({ issuedAt, total }).toEqual(said.retentionOffer!.nextInvoice);

    expect((await preview()).body.retentionOffer).toBeNull();
    expect((await post(body, 'retention-offer')).body.error?.code).toBe('offer_not_available');
  });

  test('comes again after the months that the configuration names, and not before', async () => {
    await post(await customer.subscription(), 'retention-offer');
    const { now } = (await customer.get<{ now: string }>('/sandbox')).body;
    const age = (months: number) =>
      portal.database.execute(
        sql`update retention_offers
            set accepted_at = ${now}::timestamptz - make_interval(months => ${months}::integer) + interval '1 second'
            where customer_id = ${customer.id}`,
      );
    // Without the coupon, so that only the months stand in the way.
    await portal.database.execute(sql`update sandbox_subscriptions set discounts = '[]'`);
    await age(12);
    expect((await preview()).body.retentionOffer).toBeNull();
    await age(13);
    expect((await preview()).body.retentionOffer?.coupon.id).toBe(OFFER);
  });

  test('is made by nobody else, to nobody who could not cancel, and not in the strict flow', async () => {
    await configure({});
    expect((await preview()).body.retentionOffer).toBeNull();
    const before = await customer.subscription();
    expect((await post(before, 'retention-offer')).body.error?.code).toBe('offer_not_available');
    expect((await post(before, 'retention-offer', { coupon: OFFER })).status).toBe(400);

    await configure({ subscriptionCancel: { retention: { offerCoupon: OFFER }, flow: 'strict' } });
    expect((await preview()).body.retentionOffer).toBeNull();
    await configure({ subscriptionCancel: { retention: { offerCoupon: OFFER } } });
    const scheduled = (await patch(before, { cancelAtPeriodEnd: true })).body;
    expect((await post(scheduled, 'retention-offer')).body.error?.code).toBe('subscription_state');
  });
});

describe('[S83] a pause', () => {
  beforeEach(() => configure({ subscriptionPause: { enabled: true, maxMonths: 3 } }));

  test('begins where the paid period ends and lasts as long as is allowed, unless less is asked for', async () => {
    const before = await customer.subscription();
    const { body } = await post(before, 'pause');
    const startsAt = before.currentPeriod.endAt;
    expect(body.pause).toEqual({ startsAt, resumesAt: monthsAfter(startsAt, 3) });
    expect([body.status, body.renewsAt]).toEqual(['active', body.pause!.resumesAt]);
    const resumed = await post(body, 'resume');
    expect(resumed.body).toMatchObject({
      status: 'succeeded',
      subscription: { pause: null, renewsAt: startsAt },
    });
  });

  test('can not last longer, nor end before it begins', async () => {
    const before = await customer.subscription();
    const { endAt } = before.currentPeriod;
    for (const resumesAt of [endAt, '2020-01-01T00:00:00.000Z', monthsAfter(endAt, 4)]) {
      const { status, body } = await post(before, 'pause', { resumesAt });
      expect([status, body.error?.fields?.[0]?.path]).toEqual([400, 'resumesAt']);
    }
    expect((await post(before, 'pause', { resumesAt: monthsAfter(endAt, 1) })).status).toBe(200);
  });

  test('that has begun ends with a period that is charged', async () => {
    customer = await customerIn('paused');
    const before = await customer.subscription();
    const invoices = await customer.invoices();
    const { body } = await post(before, 'resume');
    expect(body).toMatchObject({ status: 'succeeded', subscription: { status: 'active', pause: null } });
    expect(await customer.invoices()).toHaveLength(invoices.length + 1);
  });

  test('that has begun goes on when the payment for its end is refused', async () => {
    customer = await customerIn('paused');
    await customer.send('PATCH', '/sandbox', { nextCharge: 'fails' });
    const before = await customer.subscription();
    expect((await post(before, 'resume')).body.error?.code).toBe('payment_failed');
    expect(await customer.subscription()).toEqual(before);
  });

  test('is not for trials, for what ends, nor twice', async () => {
    for (const scenario of ['trialing', 'canceling', 'paused', 'pastDue'] as const) {
      customer = await customerIn(scenario);
      expect((await post(await customer.subscription(), 'pause')).body.error?.code).toBe(
        'subscription_state',
      );
    }
  });
});

test('[S87] cancellations, pauses and offers are told by Stripe’s names', async () => {
  await configure({
    subscriptionPause: { enabled: true },
    subscriptionCancel: { retention: { offerCoupon: OFFER } },
  });
  const paused = (await post(await customer.subscription(), 'pause')).body;
  await post(paused, 'resume');
  await post(await customer.subscription(), 'retention-offer');
  await patch(await customer.subscription(), { cancelAtPeriodEnd: true });
  await configure({ subscriptionCancel: { mode: 'immediately' } });
  await patch(await customer.subscription(), { cancelAtPeriodEnd: false });
  await post(await customer.subscription(), 'cancel');
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

/** Sets what the portal lets its customers do; what is left out is as the defaults say. */
async function configure(features: PortalFeaturesInput): Promise<void> {
  const stored = JSON.stringify(v.parse(PortalFeatures, features));
  await portal.database.execute(sql`update portal_configurations set features = ${stored}::jsonb`);
}

/** Of an instant in the first 28 days of a month. */
function monthsAfter(instant: string, months: number): string {
  const date = new Date(instant);
  return new Date(date.setUTCMonth(date.getUTCMonth() + months)).toISOString();
}

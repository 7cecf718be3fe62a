import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CancellationPreview, Scenario } from '@billfold/contract';
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

describe('[S82] the retention offer', () => {
  beforeEach(() => portal.configure({ subscriptionCancel: { retention: { offerCoupon: OFFER } } }));

  test('is told with the preview, keeps the subscription, and is had once', async () => {
    const { body: said } = await preview();
    expect(said.retentionOffer?.coupon.id).toBe(OFFER);
    const { status, body } = await customer.act('POST', await customer.subscription(), 'retention-offer');
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
    expect((await customer.act('POST', body, 'retention-offer')).body.error?.code).toBe(
      'offer_not_available',
    );
  });

  test('comes again after the months that the configuration names, and not before', async () => {
    await customer.act('POST', await customer.subscription(), 'retention-offer');
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
    await portal.configure({});
    expect((await preview()).body.retentionOffer).toBeNull();
    const before = await customer.subscription();
    expect((await customer.act('POST', before, 'retention-offer')).body.error?.code).toBe(
      'offer_not_available',
    );
    expect((await customer.act('POST', before, 'retention-offer', { coupon: OFFER })).status).toBe(400);

    await portal.configure({ subscriptionCancel: { retention: { offerCoupon: OFFER }, flow: 'strict' } });
    expect((await preview()).body.retentionOffer).toBeNull();
    await portal.configure({ subscriptionCancel: { retention: { offerCoupon: OFFER } } });
    const scheduled = (await customer.act('PATCH', before, '', { cancelAtPeriodEnd: true })).body;
    expect((await customer.act('POST', scheduled, 'retention-offer')).body.error?.code).toBe(
      'subscription_state',
    );
  });
});

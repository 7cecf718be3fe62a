import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Scenario } from '@billfold/contract';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';

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

describe('[S83] a pause', () => {
  beforeEach(() => portal.configure({ subscriptionPause: { enabled: true, maxMonths: 3 } }));

  test('begins where the paid period ends and lasts as long as is allowed, unless less is asked for', async () => {
    const before = await customer.subscription();
    const { body } = await customer.act('POST', before, 'pause');
    const startsAt = before.currentPeriod.endAt;
    expect(body.pause).toEqual({ startsAt, resumesAt: monthsAfter(startsAt, 3) });
    expect([body.status, body.renewsAt]).toEqual(['active', body.pause!.resumesAt]);
    const resumed = await customer.act('POST', body, 'resume');
    expect(resumed.body).toMatchObject({
      status: 'succeeded',
      subscription: { pause: null, renewsAt: startsAt },
    });
  });

  test('can not last longer, nor end before it begins', async () => {
    const before = await customer.subscription();
    const { endAt } = before.currentPeriod;
    for (const resumesAt of [endAt, '2020-01-01T00:00:00.000Z', monthsAfter(endAt, 4)]) {
      const { status, body } = await customer.act('POST', before, 'pause', { resumesAt });
      expect([status, body.error?.fields?.[0]?.path]).toEqual([400, 'resumesAt']);
    }
    expect((await customer.act('POST', before, 'pause', { resumesAt: monthsAfter(endAt, 1) })).status).toBe(
      200,
    );
  });

  test('that has begun ends with a period that is charged', async () => {
    customer = await customerIn('paused');
    const before = await customer.subscription();
    const invoices = await customer.invoices();
    const { body } = await customer.act('POST', before, 'resume');
    expect(body).toMatchObject({ status: 'succeeded', subscription: { status: 'active', pause: null } });
    expect(await customer.invoices()).toHaveLength(invoices.length + 1);
  });

  test('that has begun goes on when the payment for its end is refused', async () => {
    customer = await customerIn('paused');
    await customer.send('PATCH', '/sandbox', { nextCharge: 'fails' });
    const before = await customer.subscription();
    expect((await customer.act('POST', before, 'resume')).body.error?.code).toBe('payment_failed');
    expect(await customer.subscription()).toEqual(before);
  });

  test('is not for trials, for what ends, nor twice', async () => {
    for (const scenario of ['trialing', 'canceling', 'paused', 'pastDue'] as const) {
      customer = await customerIn(scenario);
      expect((await customer.act('POST', await customer.subscription(), 'pause')).body.error?.code).toBe(
        'subscription_state',
      );
    }
  });
});

/** Of an instant in the first 28 days of a month. */
function monthsAfter(instant: string, months: number): string {
  const date = new Date(instant);
  return new Date(date.setUTCMonth(date.getUTCMonth() + months)).toISOString();
}

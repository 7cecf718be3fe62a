import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PaymentMethod, Subscription } from '@billfold/contract';
import { countCalls } from '../testing/countCalls.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';

const calls: string[] = [];
let portal: TestPortal;
let customer: TestCustomer;
let managed: Subscription;

beforeAll(async () => {
  portal = await createTestPortal({ provider: countCalls(calls) });
  await portal.configure({
    subscriptionPause: { enabled: true },
    subscriptionCancel: { retention: { offerCoupon: 'save20' } },
  });
  customer = await asCustomer(portal, (await portal.createScenario('managedExternally')).id);
  managed = await customer.subscription();
});
beforeEach(() => void (calls.length = 0));
afterAll(() => portal.close());

/** What only looks. Everything else may have changed something, or asked what a change would do. */
const reads = ['now', 'getSubscription', 'listSubscriptions'];

describe('[X188] what somebody else bills', () => {
  test('is told with who does, and where it is changed', () => {
    expect(managed.managedBy).toEqual({
      name: 'Example App Store',
      manageUrl: 'https://example.com/app-store/subscriptions',
    });
  });

  test.each([
    ['the price of a change', 'POST', 'preview', { price: 'price_DemoStarterMonthlyUsd' }],
    ['a change', 'POST', 'change', { quote: 'qt_neverGiven' }],
    ['what its cancellation would do', 'GET', 'cancel-preview', undefined],
    ['a cancellation', 'PATCH', '', { cancelAtPeriodEnd: true }],
    ['being kept', 'PATCH', '', { cancelAtPeriodEnd: false }],
    ['a cancellation at once', 'POST', 'cancel', {}],
    ['a pause', 'POST', 'pause', {}],
    ['the end of a pause', 'POST', 'resume', {}],
    ['the end of a scheduled change', 'DELETE', 'pending-change', undefined],
    ['an offer', 'POST', 'retention-offer', {}],
  ])(
    'is refused %s, in whatever version, and the provider is not asked for it',
    async (_what, method, act, body) => {
      const path = `/subscriptions/${managed.id}${act && `/${act}`}`;
      for (const version of [managed.version, managed.version + 7]) {
        const answer = await customer.send(method, path, body, { version });
        expect([answer.status, answer.body.error?.code]).toEqual([409, 'managed_externally']);
      }
      expect(calls.filter((name) => !reads.includes(name))).toEqual([]);
      expect(await customer.subscription()).toEqual(managed);
    },
  );
});

describe('[X189] a payment method', () => {
  test('is not made that of what somebody else bills: nothing is made the default', async () => {
    const { body } = await customer.get<{ data: PaymentMethod[] }>('/payment-methods');
    const path = `/payment-methods/${body.data[0]!.id}/default`;
    const answer = await customer.send('POST', path, { subscriptions: [managed.id] });
    expect([answer.status, answer.body.error?.code]).toEqual([409, 'managed_externally']);
    expect(calls).not.toContain('setDefaultPaymentMethod');
    const add = { setupIntent: 'seti_neverMade', makeDefault: true, subscriptions: [managed.id] };
    expect((await customer.send('POST', '/payment-methods', add)).body.error?.code).toBe(
      'managed_externally',
    );
    expect(calls).not.toContain('addPaymentMethod');
    expect((await customer.send('POST', path, { subscriptions: 'all' })).status).toBe(200);
  });

  test('that only what somebody else bills is left with can be removed', async () => {
    const { body } = await customer.get<{ data: PaymentMethod[] }>('/payment-methods');
    expect(body.data).toMatchObject([{ removable: true, usedBy: [] }]);
    expect((await customer.send('DELETE', `/payment-methods/${body.data[0]!.id}`)).status).toBe(204);
  });
});

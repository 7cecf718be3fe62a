import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PaymentMethod, SetupIntent, Subscription } from '@billfold/contract';
import { asCustomer, createTestPortal, type TestPortal } from '../testing/index.js';
import { eventsOf } from '../testing/eventsOf.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await createTestPortal()));
afterAll(() => portal.close());

test('[S154] a payment method that something needs stays, and the answer names what needs it', async () => {
  const customer = await asCustomer(portal, (await portal.createScenario('active')).id);
  const { data } = (await customer.get<{ data: PaymentMethod[] }>('/payment-methods')).body;
  const [method] = data;
  expect(method).toMatchObject({ removable: false, removalBlockedBy: [{ reason: 'subscription' }] });
  const { status, body } = await customer.send('DELETE', `/payment-methods/${method!.id}`);
  expect([status, body.error?.code]).toEqual([409, 'payment_method_in_use']);
  expect(body.error?.fields?.[0]?.message).toContain(method!.usedBy[0]!.product.name);
  expect((await customer.get<{ data: PaymentMethod[] }>('/payment-methods')).body.data).toEqual(data);
  expect(await eventsOf(portal, customer.id, 'payment_method.detached')).toEqual([]);
});

test('[S154] one that nothing needs is removed once, and told of once', async () => {
  const customer = await asCustomer(portal, (await portal.createScenario('active')).id);
  const [old] = (await customer.get<{ data: PaymentMethod[] }>('/payment-methods')).body.data;
  await customer.control({ paymentMethod: 'mastercard' });
  const again = (await customer.get<{ data: PaymentMethod[] }>('/payment-methods')).body.data;
  expect(again.find(({ id }) => id === old!.id)).toMatchObject({ removable: true, usedBy: [] });

  const removed = await customer.send('DELETE', `/payment-methods/${old!.id}`);
  const twice = await customer.send('DELETE', `/payment-methods/${old!.id}`);
  expect([removed.status, twice.status]).toEqual([204, 404]);
  const left = (await customer.get<{ data: PaymentMethod[] }>('/payment-methods')).body.data;
  expect(left.map(({ last4 }) => last4)).toEqual(['4444']);
  const events = await eventsOf(portal, customer.id, 'payment_method.detached');
  expect(events).toMatchObject([{ object: { id: old!.id } }]);
});

test('[S154] what was charged to it and ends anyway is told of, with what it is charged to now', async () => {
  const customer = await asCustomer(portal, (await portal.createScenario('active')).id);
  const before = await customer.subscription();
  const [old] = (await customer.get<{ data: PaymentMethod[] }>('/payment-methods')).body.data;
  const { body: intent } = await customer.send<SetupIntent>('POST', '/payment-methods/setup-intent', {});
  const { id: setupIntent, clientSecret } = intent;
  await customer.send('POST', '/sandbox/setups/confirm', { clientSecret, method: 'mastercard' });
  await customer.send('POST', '/payment-methods', { setupIntent });
  expect((await customer.act('PATCH', before, '', { cancelAtPeriodEnd: true })).status).toBe(200);
  const { version } = await customer.subscription();
  const known = (await eventsOf(portal, customer.id, 'customer.subscription.updated')).length;

  expect((await customer.send('DELETE', `/payment-methods/${old!.id}`)).status).toBe(204);
  const told = await eventsOf(portal, customer.id, 'customer.subscription.updated');
  expect(told).toHaveLength(known + 1);
  expect(told.find(({ object }) => (object as Subscription).paymentMethod === null)).toEqual({
    object: await customer.subscription(),
    previousAttributes: { version, paymentMethod: before.paymentMethod },
  });
});

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type {
  PaymentMethod,
  PaymentMethodResult,
  SandboxPaymentMethod,
  SetupIntent,
  Subscription,
} from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';
import { eventsOf } from '../testing/eventsOf.js';

let portal: TestPortal;
let customer: TestCustomer;

beforeAll(async () => void (portal = await createTestPortal()));
beforeEach(async () => {
  customer = await asCustomer(portal, (await portal.createScenario('multiSubscription')).id);
});
afterAll(() => portal.close());

const list = async () => (await customer.get<{ data: PaymentMethod[] }>('/payment-methods')).body.data;

/** An intent that the sandbox's fields have confirmed with a test method. */
async function confirmed(
  method: SandboxPaymentMethod,
  outcome?: 'authenticated' | 'refused',
): Promise<SetupIntent> {
  const { body: intent } = await customer.send<SetupIntent>('POST', '/payment-methods/setup-intent', {});
  await confirm(intent, method, outcome);
  return intent;
}

const confirm = (
  { clientSecret }: SetupIntent,
  method: SandboxPaymentMethod,
  outcome?: 'authenticated' | 'refused',
) =>
  customer.send('POST', '/sandbox/setups/confirm', {
    clientSecret,
    method,
    ...(!method.startsWith('sepa') && { expiry: { month: 12, year: 2030 } }),
    ...(outcome && { outcome }),
  });

const add = (setupIntent: string, more: object = {}) =>
  customer.send<PaymentMethodResult>('POST', '/payment-methods', { setupIntent, ...more });

const succeeded = (result: PaymentMethodResult) =>
  result as Extract<PaymentMethodResult, { status: 'succeeded' }>;

describe('[S151] a payment method', () => {
  test('is on file once its intent was confirmed, once however often it is said, and told of once', async () => {
    const before = await list();
    const intent = await confirmed('mastercard');
    const first = await add(intent.id);
    const second = await add(intent.id);
    expect([first.status, first.body.status, second.body.status]).toEqual([200, 'succeeded', 'succeeded']);
    const { paymentMethod } = succeeded(first.body);
    expect(succeeded(second.body).paymentMethod).toEqual(paymentMethod);
    expect((await list()).map(({ id }) => id).sort()).toEqual(
      [...before.map(({ id }) => id), paymentMethod.id].sort(),
    );
    expect(await eventsOf(portal, customer.id, 'payment_method.attached')).toEqual([
      { object: paymentMethod },
    ]);
  });

  test('that is added without being made the default changes nothing else', async () => {
    const subscriptions = (await customer.get('/subscriptions')).body;
    const { body } = await add((await confirmed('mastercard')).id);
    expect(succeeded(body)).toMatchObject({ paymentMethod: { isDefault: false, usedBy: [] }, moved: [] });
    expect((await customer.get('/subscriptions')).body).toEqual(subscriptions);
    expect(await eventsOf(portal, customer.id, 'customer.subscription.updated')).toEqual([]);
  });

  test('that is the first one is the default, and what everything without any is charged to', async () => {
    await customer.control({ paymentMethod: null });
    for (const { id } of await list()) await customer.send('DELETE', `/payment-methods/${id}`);
    expect(await list()).toEqual([]);
    const { body } = await add((await confirmed('visa')).id);
    const { paymentMethod, moved } = succeeded(body);
    expect(paymentMethod.isDefault).toBe(true);
    expect(moved.map(({ id }) => id).sort()).toEqual(paymentMethod.usedBy.map(({ id }) => id).sort());
    expect(moved.length).toBeGreaterThan(1);
  });
});

describe('[S152] an intent', () => {
  test('of somebody else, or that does not exist, is not there', async () => {
    const intent = await confirmed('visa');
    const stranger = await asCustomer(portal, (await portal.createScenario('active')).id);
    for (const setupIntent of [intent.id, 'seti_doesNotExist']) {
      const answer = await stranger.send('POST', '/payment-methods', { setupIntent });
      expect([answer.status, answer.body.error?.code]).toEqual([404, 'not_found']);
    }
    expect((await list()).some(({ last4 }) => last4 === '0000')).toBe(false);
  });

  test('that was not confirmed puts nothing on file', async () => {
    const before = await list();
    const { body: intent } = await customer.send<SetupIntent>('POST', '/payment-methods/setup-intent', {});
    const { status, body } = await add(intent.id);
    expect([status, body.error?.code]).toEqual([409, 'setup_not_confirmed']);
    expect(await list()).toEqual(before);
  });

  test('that the bank refuses says why, and can be confirmed with something else', async () => {
    const before = await list();
    const intent = await confirmed('insufficient_funds');
    const { status, body } = await add(intent.id);
    expect([status, body.error?.code, body.error?.payment?.failure]).toEqual([
      402,
      'payment_failed',
      'insufficient_funds',
    ]);
    expect(await list()).toEqual(before);
    await confirm(intent, 'visa');
    expect((await add(intent.id)).body.status).toBe('succeeded');
  });

  test('that waits for the bank says so, and is on file as soon as the bank has answered', async () => {
    const { body: intent } = await customer.send<SetupIntent>('POST', '/payment-methods/setup-intent', {});
    await confirm(intent, 'authentication_at_setup');
    expect((await add(intent.id)).body).toEqual({
      status: 'requires_action',
      clientSecret: intent.clientSecret,
    });
    await confirm(intent, 'authentication_at_setup', 'authenticated');
    expect((await add(intent.id)).body.status).toBe('succeeded');
  });

  test('of a debit whose mandate takes its time is pending, and then there', async () => {
    const intent = await confirmed('sepa_debit_slow');
    expect((await add(intent.id)).body).toEqual({ status: 'pending' });
    const { body } = await customer.get<{ now: string }>('/sandbox');
    const advanceTo = new Date(Date.parse(body.now) + 10 * 60_000).toISOString();
    await customer.send('POST', '/sandbox/clock', { advanceTo });
    expect(succeeded((await add(intent.id)).body).paymentMethod.mandate).not.toBeNull();
  });
});

describe('[S153] a new default', () => {
  test('moves every living subscription, says which, tells of each, and charges nothing', async () => {
    const invoices = await customer.invoices();
    const { body } = await add((await confirmed('mastercard')).id, { makeDefault: true });
    const { paymentMethod, moved } = succeeded(body);
    const { data } = (await customer.get<{ data: Subscription[] }>('/subscriptions')).body;
    const living = data.filter(({ endedAt }) => endedAt === null);
    expect(living.length).toBeGreaterThan(1);
    expect(living.every((subscription) => subscription.paymentMethod?.last4 === '4444')).toBe(true);
    expect(moved.map(({ id }) => id).sort()).toEqual(living.map(({ id }) => id).sort());
    expect(paymentMethod).toMatchObject({ isDefault: true, removable: false });
    const events = await eventsOf(portal, customer.id, 'customer.subscription.updated');
    expect(events).toHaveLength(living.length);
    expect(events[0]!.previousAttributes).toMatchObject({ paymentMethod: { last4: '4242' } });
    expect(await customer.invoices()).toEqual(invoices);
  });

  test('is written down as made once, however often it is said', async () => {
    const timesMade = async () => {
      const made = sql`select target from audit_log
        where customer_id = ${customer.id} and action = 'payment_method.made_default'`;
      return (await rowsOf<{ target: string }>(portal.database, made)).map(({ target }) => target);
    };
    const intent = await confirmed('mastercard');
    const first = succeeded((await add(intent.id, { makeDefault: true })).body).paymentMethod;
    await add(intent.id, { makeDefault: true });
    await customer.send('POST', `/payment-methods/${first.id}/default`, {});
    expect(await timesMade()).toEqual([first.id]);

    const second = succeeded((await add((await confirmed('amex')).id)).body).paymentMethod;
    for (let time = 0; time < 2; time++) {
      await customer.send('POST', `/payment-methods/${second.id}/default`, {});
    }
    expect(await timesMade()).toEqual([first.id, second.id]);
  });

  test('moves only those that are named', async () => {
    const { body } = await add((await confirmed('mastercard')).id);
    const { id } = succeeded(body).paymentMethod;
    const { data } = (await customer.get<{ data: Subscription[] }>('/subscriptions')).body;
    const [first, second] = data.filter(({ endedAt }) => endedAt === null);
    const answer = await customer.send<{ moved: { id: string }[] }>(
      'POST',
      `/payment-methods/${id}/default`,
      {
        subscriptions: [first!.id],
      },
    );
    expect(answer.body.moved.map(({ id: moved }) => moved)).toEqual([first!.id]);
    const after = (await customer.get<{ data: Subscription[] }>('/subscriptions')).body.data;
    expect(after.find((one) => one.id === second!.id)!.paymentMethod).toEqual(second!.paymentMethod);
  });

  test('is refused for somebody else’s subscription, and then nothing has moved', async () => {
    const stranger = await asCustomer(portal, (await portal.createScenario('active')).id);
    const theirs = await stranger.subscription();
    const { body } = await add((await confirmed('mastercard')).id);
    const { id } = succeeded(body).paymentMethod;
    const answer = await customer.send('POST', `/payment-methods/${id}/default`, {
      subscriptions: [(await customer.subscription()).id, theirs.id],
    });
    expect(answer.status).toBe(404);
    expect((await list()).find((one) => one.id === id)!.isDefault).toBe(false);
    expect(await stranger.subscription()).toEqual(theirs);
  });
});

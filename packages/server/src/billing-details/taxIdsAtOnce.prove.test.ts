import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BillingDetails, Subscription, TaxId } from '@billfold/contract';
import { startTwoServers, type Subscriber, type TwoServers } from '../testing/startTwoServers.js';

const ROUNDS = process.env['BILLFOLD_PROVE'] === 'full' ? 100 : 10;

let two: TwoServers;
beforeAll(async () => {
  two = await startTwoServers({ customerUpdate: { allowedUpdates: ['tax_id', 'address', 'name'] } });
});
afterAll(() => two?.close());

const add = (customer: Subscriber, value: string, key?: string) =>
  customer.send<TaxId>(
    'POST',
    '/billing-details/tax-ids',
    { type: 'eu_vat', value },
    { ...(key && { key }) },
  );
const taxIdsOf = async (customer: Subscriber) =>
  (await customer.get<BillingDetails>('/billing-details')).body.taxIds;
const merchantSees = async (customer: Subscriber) =>
  (await two.merchant<{ taxIds: { value: string }[] }>('GET', `/v1/customers/${customer.id}`)).taxIds;

test(`[X181] ${ROUNDS} rounds of one tax id from six at once: one adds it, to the others it is there already`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const customer = await two.subscribe('price_teamMonthly');
    const spellings = [
      'DE123456788',
      'de123456788',
      'DE 123 456 788',
      'DE-123-456-788',
      'DE123456788',
      'DE 123456788',
    ];
    const answers = await Promise.all(spellings.map((value) => add(customer, value)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    for (const { body } of answers.filter(({ status }) => status === 409)) {
      expect(body.error).toMatchObject({ code: 'conflict', fields: [{ path: 'value' }] });
    }
    const [added] = answers.filter(({ status }) => status === 201);
    expect(await taxIdsOf(customer)).toEqual([added!.body]);
    expect(await merchantSees(customer)).toEqual([{ type: 'eu_vat', value: 'DE123456788' }]);
  }
});

test(`[X181] ${ROUNDS} rounds of eight tax ids at once: five are there, and the merchant sees the same`, async () => {
  const numbers = [
    'DE123456788',
    'ATU12345675',
    'FI12345671',
    'PL1234563218',
    'IE1234567FA',
    'PT501234560',
    'DK12345674',
    'HU12345676',
  ];
  for (let round = 0; round < ROUNDS; round++) {
    const customer = await two.subscribe('price_teamMonthly');
    const answers = await Promise.all(numbers.map((value) => add(customer, value)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
    const kept = await taxIdsOf(customer);
    const values = answers.flatMap(({ status, body }) => (status === 201 ? [body.value] : []));
    expect(kept.map(({ value }) => value).sort()).toEqual(values.sort());
    expect((await merchantSees(customer)).map(({ value }) => value).sort()).toEqual(values);

    // Taken away by both at once, each is removed once.
    const removals = await Promise.all(
      [...kept, ...kept].map(({ id }) => customer.send('DELETE', `/billing-details/tax-ids/${id}`)),
    );
    expect(removals.map(({ status }) => status).sort()).toEqual([
      ...kept.map(() => 204),
      ...kept.map(() => 404),
    ]);
    expect(await merchantSees(customer)).toEqual([]);
  }
});

test(`[S94] [X181] a tax id that is sent many times at once under one key is added once, with one answer`, async () => {
  const customer = await two.subscribe('price_teamMonthly');
  const send = () => add(customer, 'DE123456788', 'one-key');
  const answers = await Promise.all(Array.from({ length: 6 }, send));
  // Whoever comes while the first is at work is told so, and gets its answer afterwards.
  expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
  const again = await Promise.all(Array.from({ length: 3 }, send));
  const [kept] = await taxIdsOf(customer);
  for (const { status, body } of again) expect([status, body]).toEqual([201, kept]);
});

test(`[X180] ${ROUNDS} rounds of the customer and the merchant at once: both are heard, and they see the same`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const customer = await two.subscribe('price_teamMonthly');
    const merchantSays = (name: string) =>
      two.merchant('PATCH', `/v1/customers/${customer.id}`, { name, purchaseOrder: `PO ${name}` });
    const { renewsAt: advanceTo } = (await customer.get<Subscription>(`/subscriptions/${customer.of}`)).body;
    const answers = await Promise.all([
      add(customer, 'DE123456788'),
      merchantSays('one').then(() => ({ status: 200 })),
      add(customer, 'FI12345671'),
      merchantSays('two').then(() => ({ status: 200 })),
      customer.send('PATCH', '/billing-details', { kind: 'business' }),
      // What has nothing to say about who is billed leaves it alone, and nobody waits in a circle for time to pass.
      customer.send('POST', '/payment-methods/setup-intent', {}),
      customer.send('POST', '/sandbox/clock', { advanceTo }),
      customer.send('PATCH', '/sandbox', { nextCharge: 'usual' }),
      customer.send('POST', '/payment-methods/setup-intent', {}),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 201, 200, 200, 201, 200, 200, 201]);
    const details = (await customer.get<BillingDetails>('/billing-details')).body;
    expect(details).toMatchObject({ kind: 'business', purchaseOrder: `PO ${details.name}` });
    const values = details.taxIds.map(({ value }) => value).sort();
    expect(values).toEqual(['DE123456788', 'FI12345671']);
    expect((await merchantSees(customer)).map(({ value }) => value).sort()).toEqual(values);
  }
});

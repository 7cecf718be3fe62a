import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Billfold } from './Billfold.js';

let portal: TestPortal;
let billfold: Billfold;

beforeAll(async () => {
  portal = await createTestPortal();
  billfold = new Billfold({ secretKey: portal.secretKey, baseUrl: portal.url, fetch: portal.fetch });
});
afterAll(() => portal.close());

describe('portalSessions', () => {
  test('[K20] hosted and embedded, by id, reference and e-mail', async () => {
    const { id } = await billfold.customers.create({ reference: 'acct_20', email: 'twenty@example.com' });
    const returnUrl = 'https://app.test/settings';
    const hosted = await billfold.portalSessions.create({ customer: id, returnUrl });
    expect(hosted).toMatchObject({
      customer: id,
      mode: 'hosted',
      token: null,
      returnUrl,
      url: expect.stringContaining('#lc_'),
    });
    const byReference = await billfold.portalSessions.create({ customerReference: 'acct_20', returnUrl });
    expect(byReference.customer).toBe(id);
    const embedded = await billfold.portalSessions.create({
      email: 'twenty@example.com',
      mode: 'embedded',
      embedOrigin: 'https://app.test',
    });
    expect(embedded).toMatchObject({
      customer: id,
      mode: 'embedded',
      url: null,
      token: expect.stringMatching(/^pt_/),
    });
  });

  test('[K20] revoked, once and again', async () => {
    const { id } = await billfold.customers.create({});
    const { token, session } = await portal.createToken(id);
    const headers = { Authorization: `Bearer ${token}`, Origin: 'https://app.test' };
    expect((await portal.fetch('/portal/v1/session', { headers })).status).toBe(200);
    expect(await billfold.portalSessions.revoke(session)).toMatchObject({ id: session, customer: id });
    expect((await portal.fetch('/portal/v1/session', { headers })).status).toBe(401);
    expect(await billfold.portalSessions.revoke(session)).toMatchObject({ id: session });
  });

  test('[K13] the errors are those of the contract', async () => {
    const { portalSessions } = billfold;
    const returnUrl = 'https://app.test/';
    await expect(portalSessions.create({ customer: 'cus_none', returnUrl })).rejects.toMatchObject({
      code: 'customer_not_found',
      status: 404,
    });
    const { id } = await billfold.customers.create({});
    await expect(
      portalSessions.create({ customer: id, returnUrl: 'https://evil.example/' }),
    ).rejects.toMatchObject({
      code: 'return_url_not_allowed',
    });
    await expect(portalSessions.create({ customer: id })).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'returnUrl', message: expect.any(String) }],
      requestId: expect.stringMatching(/^req_/),
    });
  });
});

describe('customers', () => {
  test('[K21] create, get, update, list', async () => {
    const { customers } = billfold;
    const created = await customers.create({ reference: 'acct_21', name: 'Ada', email: 'ada@example.com' });
    expect(await customers.get(created.id)).toEqual(created);
    const updated = await customers.update(created.id, { name: null, address: { country: 'DE' } });
    expect(updated).toMatchObject({
      id: created.id,
      name: null,
      email: 'ada@example.com',
      address: { country: 'DE' },
    });
    expect(await customers.list({ reference: 'acct_21' })).toEqual({ data: [updated], nextCursor: null });
    await expect(customers.create({ reference: 'acct_21' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(customers.get('cus_none')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('[K8] an idempotency key makes it once', async () => {
    const input = { name: 'Only one' };
    const options = { idempotencyKey: 'sign-up-18' };
    const first = await billfold.customers.create(input, options);
    expect(await billfold.customers.create(input, options)).toEqual(first);
    await expect(billfold.customers.create({ name: 'Another' }, options)).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  test('[K22] listAll gives each once, over all pages', async () => {
    for (let number = 0; number < 7; number++) await billfold.customers.create({ email: 'page@example.com' });
    const found: string[] = [];
    for await (const { id } of billfold.customers.listAll({ limit: 3, email: 'page@example.com' }))
      found.push(id);
    expect(found).toHaveLength(7);
    expect(new Set(found).size).toBe(7);
  });
});

test('[K23] the sandbox: catalogue, subscriptions, clock, scenarios', async () => {
  const { sandbox, customers } = billfold;
  const price = { id: 'price_note', unitAmount: 900, currency: 'usd', interval: 'month' as const };
  const catalog = { products: [{ id: 'prod_note', name: 'Note', prices: [price] }] };
  await sandbox.catalog.update(catalog);
  expect((await sandbox.catalog.get()).products).toMatchObject([
    { id: 'prod_note', prices: [{ id: 'price_note' }] },
  ]);

  const { id: customer } = await customers.create({ name: 'Ada' });
  const subscription = await sandbox.subscriptions.create({ customer, price: 'price_note' });
  expect(subscription).toMatchObject({ status: 'active', product: { id: 'prod_note' } });

  const { now } = await sandbox.clock.get();
  const advanceTo = new Date(Date.parse(now) + 40 * 24 * 3_600_000).toISOString();
  expect(await sandbox.clock.advance({ advanceTo })).toEqual({ now: advanceTo });
  expect(await sandbox.scenarios.create({ scenario: 'active' })).toMatchObject({
    id: expect.stringMatching(/^cus_/),
  });
});

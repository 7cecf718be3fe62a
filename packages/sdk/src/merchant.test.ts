import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import { operations, type OperationName } from '@billfold/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Billfold } from './Billfold.js';

let portal: TestPortal;
let billfold: Billfold;
beforeAll(async () => {
  portal = await createTestPortal({ renderDocument: async () => new Uint8Array([37, 80, 68, 70]) });
  billfold = new Billfold({ secretKey: portal.secretKey, baseUrl: portal.url, fetch: portal.fetch });
});
afterAll(() => portal.close());

const collect = async <Item>(items: AsyncIterable<Item>) => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

test('[K56] configurations are made, read, listed, and the same twice is once', async () => {
  const settings = {
    features: { subscriptionCancel: { enabled: false } },
    businessProfile: { supportUrl: 'mailto:help@example.com' },
  } as const;
  const made = await billfold.portalConfigurations.update('dunning', settings);
  expect(made).toMatchObject({ id: 'dunning', features: { subscriptionCancel: { enabled: false } } });
  expect(await billfold.portalConfigurations.update('dunning', settings)).toEqual(made);
  expect(await billfold.portalConfigurations.get('dunning')).toEqual(made);
  const ids = (await collect(billfold.portalConfigurations.listAll())).map(({ id }) => id);
  expect(ids.sort()).toEqual(['default', 'dunning']);
  await expect(
    billfold.portalConfigurations.update('dunning', { features: { subscriptionCancel: { enabled: false } } }),
  ).rejects.toMatchObject({ code: 'invalid_request', fields: [expect.anything()] });
});

test('[K57] the branding is read, changed in part, and refused with what is wrong', async () => {
  const before = await billfold.branding.get();
  const after = await billfold.branding.update({ accent: '#0f766e', font: 'humanist' });
  expect(after).toEqual({ ...before, accent: '#0f766e', font: 'humanist' });
  await expect(billfold.branding.update({ accent: 'teal' })).rejects.toMatchObject({
    code: 'invalid_request',
    fields: [{ path: 'accent', message: expect.any(String) }],
  });
});

test('[K58] sessions are listed, read, vouched for, and ended together', async () => {
  const { id: customer } = await billfold.customers.create({});
  const returnUrl = 'https://app.test/';
  const [one, two] = [
    await billfold.portalSessions.create({ customer, returnUrl, capabilities: 'accountant' }),
    await billfold.portalSessions.create({
      customer,
      returnUrl,
      capabilities: 'fix_payment',
      flow: { type: 'payment_method_update', afterCompletion: { type: 'redirect' } },
    }),
  ];
  expect(one!.capabilities).toEqual(['invoices:read', 'billing_details:read']);
  expect(two!.flow).toMatchObject({ type: 'payment_method_update' });
  const listed = await collect(billfold.portalSessions.listAll({ customer }));
  expect(listed.map(({ id }) => id).sort()).toEqual([one!.id, two!.id].sort());
  expect(await billfold.portalSessions.get(one!.id)).toMatchObject({ customer, status: 'created' });
  expect(await billfold.portalSessions.confirmStepUp(one!.id, { validSeconds: 60 })).toMatchObject({
    session: one!.id,
  });
  expect(await billfold.portalSessions.revokeAll({ customer })).toEqual({ revoked: 2 });
  const { data } = await billfold.portalSessions.list({ customer, status: 'revoked' });
  expect(data).toHaveLength(2);
});

test('[K59] endpoints live from their making to their end, and tell what became of each try', async () => {
  const { webhookEndpoints } = billfold;
  const made = await webhookEndpoints.create({
    url: 'https://hooks.example.com/billing',
    eventTypes: ['customer.created'],
  });
  expect(made.secret).toMatch(/^whsec_/);
  expect(await webhookEndpoints.get(made.id)).not.toHaveProperty('secret');
  expect(await webhookEndpoints.update(made.id, { enabled: false })).toMatchObject({
    enabled: false,
    disabledReason: 'merchant',
  });
  expect(await webhookEndpoints.update(made.id, { enabled: true })).toMatchObject({ enabled: true });
  const rotated = await webhookEndpoints.rotateSecret(made.id, { overlapHours: 1 });
  expect(rotated.secret).not.toBe(made.secret);
  expect((await webhookEndpoints.test(made.id)).event).toMatch(/^evt_/);
  expect((await webhookEndpoints.list()).data.map(({ id }) => id)).toContain(made.id);
  expect(await collect(webhookEndpoints.listAllAttempts(made.id))).toEqual([]);
  expect(await webhookEndpoints.delete(made.id)).toBeNull();
  await expect(webhookEndpoints.get(made.id)).rejects.toMatchObject({ code: 'not_found' });
  expect(await collect(webhookEndpoints.listAll())).toEqual([]);
});

test('[K60] events and the audit log are read by what they are about, over all pages', async () => {
  const { id: customer } = await billfold.customers.create({ name: 'Before' });
  await billfold.customers.update(customer, { name: 'After' });
  const [event] = await collect(billfold.events.listAll({ customer, type: 'customer.updated', limit: 1 }));
  expect(event).toMatchObject({
    type: 'customer.updated',
    data: { object: { id: customer, name: 'After' }, previousAttributes: { name: 'Before' } },
  });
  expect(await billfold.events.get(event!.id)).toEqual(event);
  const entries = await collect(billfold.auditLog.listAll({ customer, limit: 1 }));
  expect(entries.map(({ action }) => action)).toEqual(['customer.updated', 'customer.created']);
  expect(await billfold.events.redeliver(event!.id)).toEqual({ event: event!.id, endpoints: [] });
  expect(entries[0]).toMatchObject({ before: { name: 'Before' }, after: { name: 'After' } });
});

describe('the billing of a customer', () => {
  test('[K61] is read and changed as in the portal, for the version that was seen', async () => {
    const { id: customer } = await billfold.sandbox.scenarios.create({ scenario: 'active' });
    const { customers } = billfold;
    const [subscription] = (await customers.subscriptions.list(customer)).data;
    const plans = (await customers.plans.list(customer)).data;
    const other = plans
      .flatMap(({ prices }) => prices)
      .find(({ current, unavailable }) => !current && unavailable === null)!;
    const quote = await customers.subscriptions.preview(customer, subscription!.id, { price: other.id });
    const changed = await customers.subscriptions.change(customer, subscription!, { quote: quote.id });
    expect(['succeeded', 'pending', 'requires_action']).toContain(changed.status);
    await expect(
      customers.subscriptions.update(customer, subscription!, { cancelAtPeriodEnd: true }),
    ).rejects.toMatchObject({ code: 'version_stale' });
    const seen = await customers.subscriptions.get(customer, subscription!.id);
    const canceled = await customers.subscriptions.update(customer, seen, { cancelAtPeriodEnd: true });
    expect(canceled.cancelAt).not.toBeNull();
    const details = await customers.billingDetails.update(customer, { purchaseOrder: 'PO-1' });
    expect(details.purchaseOrder).toBe('PO-1');
    const story = await collect(customers.activity.listAll(customer));
    expect(story.every(({ by }) => by === 'merchant' || by === 'automatic')).toBe(true);
    expect(story.map(({ type }) => type)).toContain('cancellation_scheduled');
  });

  test('[K61] documents come with a name and their bytes, and errors as errors', async () => {
    const { id: customer } = await billfold.sandbox.scenarios.create({ scenario: 'active' });
    const { invoices } = billfold.customers;
    const [invoice] = await collect(invoices.listAll(customer, { limit: 1 }));
    const pdf = await invoices.pdf(customer, invoice!.id);
    expect([pdf.filename, Array.from(pdf.bytes.slice(0, 4))]).toEqual([
      expect.stringMatching(/^invoice-.+\.pdf$/),
      [37, 80, 68, 70],
    ]);
    const csv = await invoices.export(customer);
    expect(new TextDecoder().decode(csv.bytes)).toContain(invoice!.number);
    const zip = await invoices.exportDocuments(customer);
    expect([zip.filename.endsWith('.zip'), String.fromCharCode(...zip.bytes.slice(0, 2))]).toEqual([
      true,
      'PK',
    ]);
    await expect(invoices.pdf(customer, 'in_none')).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('[K62] every operation of the merchant has its method', () => {
  const mentioned = sourcesOfResources();
  const missing = Object.values(operations)
    .filter(
      ({ access, path }) => access.by === 'secret_key' || /^\/portal\/v1\/(?!session|sandbox)/.test(path),
    )
    .map(({ name }) => name as OperationName)
    .filter((name) => !new RegExp(`\\(${name},|\\b${name},`).test(mentioned));
  expect(missing).toEqual([]);
});

/** What the client's resources are written in. */
function sourcesOfResources(): string {
  return Object.values(
    import.meta.glob<string>('./*.ts', { query: '?raw', import: 'default', eager: true }),
  ).join('\n');
}

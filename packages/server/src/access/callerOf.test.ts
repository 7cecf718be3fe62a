import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Invoice, Page, SetupIntent, Subscription } from '@billfold/contract';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../database/Database.js';
import type { Provider } from '../provider/Provider.js';
import { asCustomer } from '../testing/asCustomer.js';
import { countCalls } from '../testing/countCalls.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await createTestPortal()));
afterAll(() => portal.close());

/** A request of the merchant about one customer. */
async function send<Body>(
  customer: string,
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Body; headers: Headers }> {
  const response = await portal.fetch(`/v1/customers/${customer}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${portal.secretKey}`,
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body, headers: response.headers };
}

test('[S272] what a customer sees is what the merchant sees of them', async () => {
  const { id } = await portal.createScenario('active');
  const page = await asCustomer(portal, id);
  for (const path of ['/subscriptions', '/plans', '/payment-methods', '/billing-details']) {
    const [theirs, ours] = [await page.get<object>(path), await send(id, 'GET', path)];
    expect([path, ours.body]).toEqual([path, theirs.body]);
  }
  const { data } = (await send<Page<Invoice>>(id, 'GET', '/invoices?limit=2')).body;
  expect(data.map((invoice) => invoice.id)).toEqual(
    (await page.invoices()).slice(0, 2).map((invoice) => invoice.id),
  );
});

test('[S272] what the merchant does sends the same events, and is written down as the merchant’s', async () => {
  const { id } = await portal.createScenario('active');
  const { data } = (await send<{ data: Subscription[] }>(id, 'GET', '/subscriptions')).body;
  const [{ id: subscription, version }] = data as [Subscription];
  const canceled = await send<Subscription>(
    id,
    'PATCH',
    `/subscriptions/${subscription}`,
    { cancelAtPeriodEnd: true },
    { 'if-match': `"${version}"` },
  );
  expect([canceled.status, canceled.body.cancelAt]).toEqual([200, expect.any(String)]);
  const told = await rowsOf<{ type: string; by: string }>(
    portal.database,
    sql`select event.type, entry.by from events event
        join audit_log entry on entry.project_id = event.project_id and entry.event_id = event.id
        where event.customer_id = ${id} and entry.target = ${subscription}`,
  );
  expect(told).toEqual([{ type: 'customer.subscription.updated', by: expect.stringMatching(/^key:key_/) }]);
});

test('[S272] what is switched off for customers is not for the merchant, and neither is how often they may try', async () => {
  const { id } = await portal.createScenario('active');
  const off = { enabled: false };
  await portal.configure({ invoiceHistory: off, paymentMethodUpdate: off, subscriptionUpdate: off });
  expect((await send(id, 'GET', '/invoices')).status).toBe(200);
  for (let tries = 0; tries < 12; tries++) {
    expect((await send<SetupIntent>(id, 'POST', '/payment-methods/setup-intent', {})).status).toBe(201);
  }
  await portal.configure({});
});

test('[S272] a customer who is not there is 404, whatever is asked, and a key is used up for one customer only', async () => {
  expect((await send('cus_doesNotExist', 'GET', '/invoices')).status).toBe(404);
  const [one, other] = [
    (await portal.createScenario('active')).id,
    (await portal.createScenario('active')).id,
  ];
  const change = (customer: string, name: string) =>
    send<{ name: string }>(customer, 'PATCH', '/billing-details', { name }, { 'idempotency-key': 'once' });
  expect((await change(one, 'First')).body.name).toBe('First');
  expect((await change(one, 'First')).headers.get('idempotent-replayed')).toBe('true');
  expect((await change(other, 'First')).status).toBe(422);
});

test('[S272] what the provider can not do is there for nobody', async () => {
  const calls: string[] = [];
  const provider = (sandbox: Provider) => ({
    ...countCalls(calls)(sandbox),
    lacks: new Set(['pause'] as const),
  });
  const lacking = await createTestPortal({ provider });
  const { id } = await lacking.createScenario('active');
  const { version, id: subscription } = await (await asCustomer(lacking, id)).subscription();
  const response = await lacking.fetch(`/v1/customers/${id}/subscriptions/${subscription}/pause`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${lacking.secretKey}`,
      'content-type': 'application/json',
      'if-match': `"${version}"`,
    },
    body: '{}',
  });
  const { error } = (await response.json()) as { error?: { code: string } };
  expect([response.status, error?.code]).toEqual([403, 'feature_disabled']);
  expect(calls).not.toContain('pauseSubscription');
  await lacking.close();
});

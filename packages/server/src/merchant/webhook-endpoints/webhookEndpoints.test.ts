import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import {
  operations,
  type ErrorBody,
  type Page,
  type WebhookAttempt,
  type WebhookEndpoint,
  type WebhookEndpointWithSecret,
} from '@billfold/contract';
import { setUpProject } from '../../access/setUpProject.js';
import { createPortal } from '../../createPortal.js';
import { rowsOf } from '../../database/Database.js';
import { createTestPortal, type TestPortal } from '../../testing/createTestPortal.js';
import { receiveWebhooks } from '../../testing/receiveWebhooks.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal();
});
beforeEach(async () => {
  await portal.database.execute(sql`delete from webhook_endpoints`);
  await portal.database.execute(sql`delete from audit_log`);
});
afterAll(() => portal.close());

const path = '/v1/webhook-endpoints';
const url = 'https://app.example.com/webhooks';
const create = (body: object = {}) =>
  portal.merchant<WebhookEndpointWithSecret>('POST', path, { url, ...body });

/** The answer, whatever it is. */
async function ask(method: string, to: string, body?: object, key = portal.secretKey) {
  const response = await portal.fetch(to, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : null) as Partial<ErrorBody> };
}

const deeds = () =>
  rowsOf<{ action: string; target: string; before: object | null; after: object | null }>(
    portal.database,
    sql`select action, target, before, after from audit_log where action like 'webhook_endpoint.%' order by at, sequence`,
  );

test('[S192] an endpoint is made, read, listed, changed and removed, and each change is in the audit log', async () => {
  const { secret, ...made } = await create({ description: 'Fulfilment', eventTypes: ['invoice.paid'] });
  expect(secret).toMatch(/^whsec_[0-9A-Za-z+/]{43}=$/);
  expect(made).toEqual({
    id: expect.stringMatching(/^we_/),
    url,
    description: 'Fulfilment',
    eventTypes: ['invoice.paid'],
    enabled: true,
    disabledReason: null,
    failingSince: null,
    previousSecretUntil: null,
    createdAt: portal.clock.now().toISOString(),
  });
  const { id } = made;
  expect(await portal.merchant('GET', `${path}/${id}`)).toEqual(made);
  const other = await create();
  const page = await portal.merchant<Page<WebhookEndpoint>>('GET', `${path}?limit=1`);
  const rest = await portal.merchant<Page<WebhookEndpoint>>(
    'GET',
    `${path}?limit=1&cursor=${page.nextCursor}`,
  );
  expect([...page.data, ...rest.data].map((it) => it.id).toSorted()).toEqual([id, other.id].toSorted());
  expect(rest.nextCursor).toBe(null);

  const fields = { eventTypes: null, description: null, url: `${url}/new` };
  expect(await portal.merchant('PATCH', `${path}/${id}`, fields)).toEqual({ ...made, ...fields });
  const off = await portal.merchant('PATCH', `${path}/${id}`, { enabled: false });
  expect(off).toMatchObject({ enabled: false, disabledReason: 'merchant' });
  // Nothing is changed by it, and nothing is written down.
  await portal.merchant('PATCH', `${path}/${id}`, { enabled: false });
  expect((await ask('DELETE', `${path}/${id}`)).status).toBe(204);
  for (const method of ['GET', 'PATCH', 'DELETE']) {
    expect((await ask(method, `${path}/${id}`, method === 'PATCH' ? {} : undefined)).status).toBe(404);
  }
  const mine = (await deeds()).filter(({ target }) => target === id);
  expect(mine).toMatchObject([
    { action: 'webhook_endpoint.created', before: null, after: { id, description: 'Fulfilment' } },
    {
      action: 'webhook_endpoint.updated',
      before: { url, description: 'Fulfilment' },
      after: { url: `${url}/new` },
    },
    { action: 'webhook_endpoint.updated', before: { enabled: true }, after: { disabledReason: 'merchant' } },
    { action: 'webhook_endpoint.deleted', before: { id, enabled: false }, after: null },
  ]);
});

test('[S184] a signing secret is told where it is made, and nowhere else', async () => {
  const { id, secret } = await create();
  const rotated = await portal.merchant<{ secret: string }>('POST', `${path}/${id}/rotate-secret`, {});
  const told = JSON.stringify([
    await portal.merchant('GET', path),
    await portal.merchant('GET', `${path}/${id}`),
    await portal.merchant('PATCH', `${path}/${id}`, { description: 'Demo' }),
    await rowsOf(portal.database, sql`select * from audit_log`),
    await rowsOf(portal.database, sql`select * from events`),
    await rowsOf(portal.database, sql`select * from webhook_endpoints`),
  ]);
  for (const it of [secret, rotated.secret]) expect(told).not.toContain(it.slice('whsec_'.length));
  const [deed] = (await deeds()).filter(({ action }) => action === 'webhook_endpoint.secret_rotated');
  expect(deed).toMatchObject({ target: id, after: { previousSecretUntil: expect.any(String) } });
});

test.each([
  ['http://app.example.com/webhooks', 'https'],
  ['https://app.example.com:5432/webhooks', 'port'],
  ['https://localhost/webhooks', 'internet'],
  ['http://127.0.0.1:3000/webhooks', 'https'],
  ['https://169.254.169.254/webhooks', 'internet'],
  ['https://[::1]/webhooks', 'internet'],
  ['https://[fd00:ec2::254]/webhooks', 'internet'],
  ['https://10.0.0.1:8443', 'internet'],
])('[S192] %s could never be sent to, and is refused', async (address, reason) => {
  const { status, body } = await ask('POST', path, { url: address });
  expect([status, body.error?.fields]).toMatchObject([
    400,
    [{ path: 'url', message: expect.stringContaining(reason) }],
  ]);
  const { id } = await create();
  expect((await ask('PATCH', `${path}/${id}`, { url: address })).status).toBe(400);
});

test('[S192] a project has twenty endpoints at most, however many are made at once', async () => {
  const answers = await Promise.all(Array.from({ length: 25 }, () => ask('POST', path, { url })));
  const statuses = answers.map(({ status }) => status);
  expect([201, 409].map((status) => statuses.filter((it) => it === status).length)).toEqual([20, 5]);
});

test('[S192] without an encryption key there are no endpoints, and nothing is stored in clear instead', async () => {
  const { database, provider, secretKey } = portal;
  const { id } = await create();
  const bare = createPortal({ database, provider, publicUrl: portal.url });
  for (const to of [path, `${path}/${id}/rotate-secret`]) {
    const response = await bare.fetch(
      new Request(portal.url + to, {
        method: 'POST',
        headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(to === path ? { url } : {}),
      }),
    );
    expect([response.status, ((await response.json()) as ErrorBody).error.code]).toEqual([
      503,
      'webhooks_unavailable',
    ]);
  }
});

test('[S192] what was to be sent goes with its endpoint', async () => {
  const receiver = receiveWebhooks(portal);
  const { id } = await create();
  await portal.merchant('POST', '/v1/customers', {});
  receiver.answer = () => ({ status: 500, retryAfter: null });
  await receiver.deliverDue();
  // Removed while it is being sent to: what comes of that is nobody's any more.
  portal.clock.set(new Date(portal.clock.now().getTime() + 10_000));
  receiver.answer = async () => (await ask('DELETE', `${path}/${id}`), { status: 500, retryAfter: null });
  expect(await receiver.deliverDue()).toHaveLength(1);
  const [left] = await rowsOf(
    portal.database,
    sql`select (select count(*)::int from webhook_deliveries where endpoint_id = ${id}) as deliveries,
      (select count(*)::int from webhook_attempts where endpoint_id = ${id}) as attempts`,
  );
  expect(left).toEqual({ deliveries: 0, attempts: 0 });
});

test('[S193] another project’s endpoints, events and tries are not there', async () => {
  const endpoint = await create();
  await portal.merchant('POST', '/v1/customers', {});
  await receiveWebhooks(portal).deliverDue();
  const { data } = await portal.merchant<Page<WebhookAttempt>>('GET', `${path}/${endpoint.id}/attempts`);
  const now = portal.clock.now();
  const stranger = await setUpProject(portal.database, {
    id: 'proj_other',
    name: 'Other',
    testMode: true,
    now,
  });
  const named = { endpoint: endpoint.id, event: data[0]!.event };
  const about = Object.values(operations).filter((it) =>
    /^\/v1\/(webhook-endpoints|events)\/\{/.test(it.path),
  );
  expect(about.length).toBe(8);
  for (const { method, path: template } of about) {
    const to = template.replace(/\{(\w+)\}/g, (_, name: 'endpoint' | 'event') => named[name]);
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    expect([to, (await ask(method, to, body, stranger.secretKey!)).status]).toEqual([to, 404]);
  }
  for (const list of [path, '/v1/events']) {
    expect((await ask('GET', list, undefined, stranger.secretKey!)).body).toEqual({
      data: [],
      nextCursor: null,
    });
  }
  const redelivery = { endpoint: 'we_doesNotExist' };
  expect((await ask('POST', `/v1/events/${named.event}/redeliver`, redelivery)).status).toBe(404);
});

import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Page, WebhookAttempt, WebhookEndpointWithSecret } from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import { createTestPortal, type TestPortal } from '../testing/createTestPortal.js';
import { freePort } from '../testing/freePort.js';
import { receiveWebhooks } from '../testing/receiveWebhooks.js';
import { startDelivering, type Deliveries } from '../webhooks/startDelivering.js';
import { sendWebhooks } from './sendWebhook.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Longer than a busy machine takes to answer itself. */
const TIMEOUT_MS = 4_000;

let portal: TestPortal;
let deliveries: Deliveries | undefined;
const servers: Server[] = [];
beforeEach(async () => {
  portal = await createTestPortal({ now: new Date() });
});
afterEach(async () => {
  await deliveries?.stop();
  deliveries = undefined;
  for (const server of servers.splice(0)) server.close();
  await portal.close();
});

const start = () => {
  // A portal that is reached on this machine may send to it.
  const parts = { ...receiveWebhooks(portal).parts, publicUrl: 'http://localhost:8787' };
  deliveries = startDelivering({ ...parts, clock: () => new Date(), send: sendWebhooks(TIMEOUT_MS) });
};

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** An endpoint at an address of this machine, which the portal of the test would not take. */
async function endpointAt(url: string): Promise<WebhookEndpointWithSecret> {
  const path = '/v1/webhook-endpoints';
  const endpoint = await portal.merchant<WebhookEndpointWithSecret>('POST', path, {
    url: 'https://receiver.example.com',
  });
  await portal.database.execute(sql`update webhook_endpoints set url = ${url} where id = ${endpoint.id}`);
  return endpoint;
}
async function endpointWith(answer: (...given: Parameters<RequestListener>) => unknown) {
  const server = createServer((request, response) => void answer(request, response));
  return endpointAt(`http://127.0.0.1:${await listen(server)}/webhooks`);
}

const attemptsOf = async ({ id }: { id: string }) =>
  (await portal.merchant<Page<WebhookAttempt>>('GET', `/v1/webhook-endpoints/${id}/attempts`)).data;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk as string;
  return body;
}

test('[S187] a receiver that fails in eight ways, each told apart and tried again, holds up none that works', async () => {
  const redirected: IncomingMessage[] = [];
  const target = await listen(
    createServer((request, response) => (redirected.push(request), response.end())),
  );
  const answering = (status: number, headers = {}) =>
    endpointWith((_, response) => void response.writeHead(status, headers).end());
  const brokenHalfWay = (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  };
  const endless = (_: IncomingMessage, response: ServerResponse) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384, 'a')));
      response.once('drain', more);
    };
    more();
  };
  const failing = {
    refused: [await endpointAt(`http://127.0.0.1:${await freePort()}`), 'connection', null],
    hanging: [await endpointWith(() => {}), 'timeout', null],
    erring: [await answering(500), 'status', 500],
    redirecting: [await answering(302, { location: `http://127.0.0.1:${target}` }), 'redirect', 302],
    gone: [await answering(410), 'status', 410],
    busy: [await answering(429, { 'retry-after': '3600' }), 'status', 429],
    broken: [await endpointWith(brokenHalfWay), 'connection', null],
    noTls: [await endpointAt(`https://127.0.0.1:${target}`), 'tls', null],
  } as const;
  // What it says beside its 2xx is nobody's concern, however long it is.
  const talking = await endpointWith(endless);
  const received: { body: string; headers: Record<string, string>; after: number }[] = [];
  const working = await endpointWith(async (request, response) => {
    const body = await bodyOf(request);
    received.push({ body, headers: request.headers as Record<string, string>, after: Date.now() });
    response.writeHead(204).end();
  });

  await portal.merchant('POST', '/v1/customers', { email: 'demo@example.com' });
  start();
  await expect.poll(() => received.length, { timeout: 30_000 }).toBeGreaterThan(0);
  const [{ body, headers, after }] = received as [(typeof received)[number]];
  expect(new Webhook(working.secret).verify(body, headers)).toMatchObject({ type: 'customer.created' });

  for (const [name, [endpoint, failure, statusCode]] of Object.entries(failing)) {
    await expect
      .poll(async () => (await attemptsOf(endpoint)).length, { timeout: 30_000 })
      .toBeGreaterThan(0);
    const first = (await attemptsOf(endpoint)).at(-1)!;
    expect([name, first]).toMatchObject([name, { failure, statusCode, succeeded: false, attempt: 1 }]);
    const wait = first.nextAttemptAt === null ? null : Date.parse(first.nextAttemptAt) - Date.parse(first.at);
    if (name === 'gone') expect(wait).toBe(null);
    else expect(wait).toBeGreaterThanOrEqual(name === 'busy' ? 3_600_000 : 5_000);
  }
  const [hung] = (await attemptsOf(failing.hanging[0])).slice(-1);
  expect(after).toBeLessThan(Date.parse(hung!.at) + hung!.durationMs);
  await expect
    .poll(async () => (await attemptsOf(talking)).at(-1)?.succeeded, { timeout: 30_000 })
    .toBe(true);
  expect(redirected).toEqual([]);
});

test('[S187] to a portal that others reach, this machine is no receiver', async () => {
  let hits = 0;
  const endpoint = await endpointWith((_, response) => ((hits += 1), response.end()));
  await portal.merchant('POST', '/v1/customers', {});
  deliveries = startDelivering({
    ...receiveWebhooks(portal).parts,
    clock: () => new Date(),
    send: sendWebhooks(TIMEOUT_MS),
  });
  await expect
    .poll(async () => (await attemptsOf(endpoint))[0]?.failure, { timeout: 30_000 })
    .toBe('address_not_allowed');
  expect(hits).toBe(0);
});

test('[S194] a stop lets arrive what is nearly there, and gives the rest back', async () => {
  let began = 0;
  const slow = await endpointWith((_, response) => {
    began += 1;
    setTimeout(() => response.end(), 300);
  });
  const stuck = await endpointWith(() => void (began += 1));
  await portal.merchant('POST', '/v1/customers', {});
  const parts = { ...receiveWebhooks(portal).parts, publicUrl: 'http://localhost:8787' };
  const worker = startDelivering({ ...parts, clock: () => new Date(), send: sendWebhooks(20_000) });
  await expect.poll(() => began, { timeout: 30_000 }).toBe(2);
  const stopping = Date.now();
  await worker.stop();
  expect(Date.now() - stopping).toBeLessThan(8_000);
  expect(await attemptsOf(slow)).toMatchObject([{ succeeded: true }]);
  expect(await attemptsOf(stuck)).toEqual([]);
  const [left] = await rowsOf<object>(
    portal.database,
    sql`select lease, leased_until, attempts, next_attempt_at <= now() as due from webhook_deliveries
        where endpoint_id = ${stuck.id}`,
  );
  expect(left).toEqual({ lease: null, leased_until: null, attempts: 0, due: true });
  // Nothing more is taken on.
  worker.wake();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(began).toBe(2);
});

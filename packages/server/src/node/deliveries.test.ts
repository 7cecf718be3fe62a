import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, test, vi } from 'vitest';
import type { Event, WebhookEndpointWithSecret } from '@billfold/contract';
import { makeEncryptionKey } from '../access/secretBox.js';
import { makeSecret } from '../access/secrets.js';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { makeDataDirectory } from '../testing/openTestDatabaseInNode.js';
import { startServer, type RunningServer } from './startServer.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

const secretKey = makeSecret('sk_test');

/** Settings of servers on one database; on the embedded one without a key, which then is made. */
async function onOneDatabase() {
  const { url, close } = await openTestDatabase();
  ending.push(close);
  const common = { port: 0, secretKey, logLevel: 'silent' } as const;
  if (url) return { ...common, databaseUrl: url, encryptionKey: makeEncryptionKey() };
  const { dataDir, remove } = await makeDataDirectory();
  ending.push(remove);
  return { ...common, dataDir };
}

async function post<Result>(server: RunningServer, path: string, body: object): Promise<Result> {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect([path, response.ok]).toEqual([path, true]);
  return (await response.json()) as Result;
}

test('[S194, S195] a server delivers what it records, and what one before it has left; its key opens it all', async () => {
  const received: { body: string; headers: Record<string, string> }[] = [];
  let isUp = true;
  const receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      if (isUp) received.push({ body, headers: request.headers as Record<string, string> });
      response.writeHead(isUp ? 204 : 503).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  ending.push(() => new Promise((resolve) => receiver.close(resolve)));
  const settings = await onOneDatabase();

  const first = await startServer(settings);
  ending.unshift(() => first.close());
  const { port } = receiver.address() as AddressInfo;
  const { secret } = await post<WebhookEndpointWithSecret>(first, '/v1/webhook-endpoints', {
    url: `http://127.0.0.1:${port}/webhooks`,
  });
  await post(first, '/v1/customers', { name: 'Demo One' });
  await expect.poll(() => received.length, { timeout: 30_000 }).toBe(1);

  isUp = false;
  await post(first, '/v1/customers', { name: 'Demo Two' });
  await first.close();
  isUp = true;
  const second = await startServer(settings);
  ending.unshift(() => second.close());
  await expect.poll(() => received.length, { timeout: 30_000 }).toBe(2);
  const events = received.map(({ body, headers }) => new Webhook(secret).verify(body, headers) as Event);
  expect(events.map(({ type, data }) => [type, data.object['name']])).toEqual([
    ['customer.created', 'Demo One'],
    ['customer.created', 'Demo Two'],
  ]);
});

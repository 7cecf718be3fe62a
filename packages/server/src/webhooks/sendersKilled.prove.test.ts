import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Event, WebhookEndpointWithSecret } from '@billfold/contract';
import { makeEncryptionKey } from '../access/secretBox.js';
import { makeSecret } from '../access/secrets.js';
import { setUpProject } from '../access/setUpProject.js';
import { rowsOf, type Database } from '../database/Database.js';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { startServerProcess, type ServerProcess } from '../testing/startServerProcess.js';

const KILLS = process.env['BILLFOLD_PROVE'] === 'full' ? 200 : 4;
const CHANGES = 20;

let database: Database;
let survivors: ServerProcess[];
let settings: Record<string, string>;
let merchant: Receiver;
const closing: (() => Promise<unknown>)[] = [];

const secretKey = makeSecret('sk_test');
const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
const post = (url: string, path: string, body: object) =>
  fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });

beforeAll(async () => {
  const opened = await openTestDatabase();
  if (opened.url === null) throw new Error('This proof needs PostgreSQL.');
  database = opened.database;
  closing.push(opened.close);
  await setUpProject(database, { name: 'Example App', testMode: true, secretKey, now: new Date() });
  settings = {
    BILLFOLD_DATABASE_URL: opened.url,
    BILLFOLD_SECRET_KEY: secretKey,
    BILLFOLD_ENCRYPTION_KEY: makeEncryptionKey(),
    BILLFOLD_LOG_LEVEL: 'error',
    BILLFOLD_RATE_LIMITS: 'off',
  };
  survivors = await Promise.all([startServerProcess(settings), startServerProcess(settings)]);
  closing.unshift(() => Promise.all(survivors.map((server) => server.kill())));
  merchant = await startReceiver();
  const path = '/v1/webhook-endpoints';
  const created = await post(survivors[0]!.url, path, { url: merchant.url });
  merchant.secret = ((await created.json()) as WebhookEndpointWithSecret).secret;
});
afterAll(async () => {
  for (const close of closing) await close();
});

interface Receiver {
  url: string;
  secret: string;
  /** How often each event was answered with 200, by its id. */
  accepted: Map<string, Event[]>;
  /** Events that came a second time while the first time was not answered yet. */
  twiceAtOnce: string[];
}

/** A merchant's program that takes its time, and sometimes fails: after it has done its work, and before. */
async function startReceiver(): Promise<Receiver> {
  const receiver: Receiver = { url: '', secret: '', accepted: new Map(), twiceAtOnce: [] };
  const running = new Set<string>();
  const refused = new Set<string>();
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request).catch(() => null);
    if (body === null) return;
    const given = request.headers as Record<string, string>;
    const event = new Webhook(receiver.secret).verify(body, given) as Event;
    if (running.has(event.id)) receiver.twiceAtOnce.push(event.id);
    running.add(event.id);
    // Slower than what is recorded, so that something is on its way whenever somebody dies.
    await sleep(50 + Math.random() * 150);
    running.delete(event.id);
    // Each once at most: the third try is minutes away.
    if (Math.random() < 0.05 && !refused.has(event.id)) {
      refused.add(event.id);
      return void response.writeHead(503).end();
    }
    receiver.accepted.set(event.id, [...(receiver.accepted.get(event.id) ?? []), event]);
    response.writeHead(200).end();
  };
  const server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
  return receiver;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk as string;
  return body;
}

const waiting = async () => {
  const [row] = await rowsOf<{ waiting: number }>(
    database,
    sql`select count(*)::int as waiting from webhook_deliveries where next_attempt_at is not null`,
  );
  return row!.waiting;
};

/** What was changed, what was written down about it, and what the merchant was told, by ids. */
async function told() {
  const [row] = await rowsOf<{ changed: string[]; events: string[]; customers: string[]; audited: string[] }>(
    database,
    sql`select (select coalesce(array_agg(id order by id), '{}') from customers) as changed,
      (select coalesce(array_agg(id order by id), '{}') from events) as events,
      (select coalesce(array_agg(customer_id order by customer_id), '{}') from events where type = 'customer.created') as customers,
      (select coalesce(array_agg(event_id order by event_id), '{}') from audit_log where event_id is not null) as audited`,
  );
  return row!;
}

test('[S191] two processes send everything once, and nothing twice', async () => {
  const sent = Array.from({ length: 200 }, (_, n) =>
    post(survivors[n % 2]!.url, '/v1/customers', { name: `Demo ${n}` }),
  );
  for (const { status } of await Promise.all(sent)) expect(status).toBe(201);
  await expect.poll(waiting, { timeout: 120_000 }).toBe(0);
  expect([...merchant.accepted.values()].filter((events) => events.length > 1)).toEqual([]);
  expect([...merchant.accepted.keys()].toSorted()).toEqual((await told()).events);
  expect(merchant.twiceAtOnce).toEqual([]);
});

test(`[S196, S191] ${KILLS} senders killed in the middle of it lose nothing and invent nothing`, async () => {
  const before = merchant.accepted.size;
  const confirmed: string[] = [];
  let cutOff = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const doomed = await startServerProcess(settings);
    const sent = Array.from({ length: CHANGES }, async (_, n) => {
      await sleep(n * 5);
      const answer = await post(doomed.url, '/v1/customers', { name: `Demo ${kill}-${n}` })
        .then(async (response) => (await response.json()) as { id: string })
        .catch(() => null);
      if (answer) confirmed.push(answer.id);
    });
    await sleep(50 + Math.random() * CHANGES * 8);
    await doomed.kill();
    await Promise.all(sent);
    const [left] = await rowsOf<{ left: number }>(
      database,
      sql`select count(*)::int as left from webhook_deliveries where lease is not null`,
    );
    cutOff += left!.left;
  }
  // What was on its way is sent by the others as soon as they know that nobody else sends it.
  await expect.poll(waiting, { timeout: 300_000, interval: 500 }).toBe(0);

  const { changed, events, customers, audited } = await told();
  expect(customers).toEqual(changed);
  expect(audited).toEqual(events);
  expect([...merchant.accepted.keys()].toSorted()).toEqual(events);
  for (const id of confirmed) expect(changed).toContain(id);
  expect(merchant.twiceAtOnce).toEqual([]);
  // However often it was told, it was told the same.
  for (const [first, ...others] of merchant.accepted.values()) {
    for (const other of others) expect(other).toEqual(first);
  }
  // A proof in which nothing was changed, or nothing was on its way when somebody died, would have proved nothing.
  expect(merchant.accepted.size).toBeGreaterThan(before);
  expect(cutOff).toBeGreaterThan(0);
});

import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rowsOf } from '../database/Database.js';
import { openWebhookTest, type WebhookTest } from '../testing/openWebhookTest.js';
import { claimDue } from './claimDue.js';

let opened: WebhookTest;
let portal: WebhookTest['portal'];
let createEndpoint: WebhookTest['createEndpoint'];
let createCustomer: WebhookTest['createCustomer'];
beforeEach(async () => {
  opened = await openWebhookTest();
  ({ portal, createEndpoint, createCustomer } = opened);
});
afterEach(() => opened.close());

test('[S191] one with much waiting holds up no other, and one that fails is sent one at a time', async () => {
  const [slow, quick] = [await createEndpoint(), await createEndpoint({ eventTypes: ['customer.updated'] })];
  const customers = [];
  for (let n = 0; n < 12; n++) customers.push(await createCustomer(`demo${n}@example.com`));
  await portal.merchant('PATCH', `/v1/customers/${customers[0]!.id}`, { name: 'Demo' });
  const claim = (running = new Map<string, number>()) =>
    claimDue(portal.database, portal.clock.now(), { free: 100, running });
  const count = (claims: { endpoint: { id: string } }[]) =>
    [slow, quick].map(({ id }) => claims.filter(({ endpoint }) => endpoint.id === id).length);
  expect(count(await claim())).toEqual([4, 1]);
  // What this process sends already counts; another process has sent nothing yet.
  expect(count(await claim(new Map([[slow.id, 4]])))).toEqual([0, 0]);
  expect(count(await claim(new Map([[slow.id, 3]])))).toEqual([1, 0]);
  await portal.database.execute(sql`update webhook_endpoints set failing_since = now()`);
  expect(count(await claim())).toEqual([1, 0]);
});

test('[S191] what a killed process has left behind is sent by another one half a minute later', async () => {
  await createEndpoint();
  await createCustomer();
  const claim = () => claimDue(portal.database, portal.clock.now(), { free: 100, running: new Map() });
  expect(await claim()).toHaveLength(1);
  expect(await claim()).toEqual([]);
  const [lease] = await rowsOf<{ seconds: number }>(
    portal.database,
    sql`select extract(epoch from leased_until - clock_timestamp())::float8 as seconds from webhook_deliveries`,
  );
  expect(lease!.seconds).toSatisfy((seconds: number) => seconds > 25 && seconds <= 30);
  await portal.database.execute(sql`update webhook_deliveries set leased_until = clock_timestamp()`);
  expect(await claim()).toHaveLength(1);
});

import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '../database/Database.js';
import { forgetOldIntents } from '../intents/intentRows.js';
import { explainStatement } from '../testing/explainStatement.js';
import { openRemotePortal, type RemotePortal } from '../testing/openRemotePortal.js';
import { findAnswer } from './lastKnownRows.js';

const HOUR_MS = 60 * 60_000;
let remote: RemotePortal;
beforeAll(async () => {
  remote = await openRemotePortal({ providerTimeoutMs: 20_000 });
});
afterAll(() => remote?.close());
afterEach(() => {
  remote.network.mishap = () => null;
  remote.network.delay = () => null;
});

test('[S383] what was asked before a change and is written down after it is never shown, also when the change is forgotten', async () => {
  const customer = await remote.subscribe();
  const start = remote.clock.now();
  // The provider is slow to answer a read that was begun before a change.
  let letGo = () => {};
  let waits = false;
  remote.network.delay = ({ name }) => {
    if (name !== 'getBillingDetails' || waits) return null;
    waits = true;
    return new Promise<void>((resolve) => (letGo = resolve));
  };
  const slow = customer.get('/billing-details');
  await expect.poll(() => waits).toBe(true);
  remote.clock.set(new Date(start.getTime() + 1_000));
  await customer.send('PATCH', '/billing-details', { name: 'Example Changed' });
  letGo();
  await slow;
  const kept = () =>
    rowsOf(remote.database, sql`select question from last_known where customer_id = ${customer.id}`);
  await expect.poll(async () => (await kept()).length).toBe(1);
  remote.network.delay = () => null;
  remote.network.mishap = () => 'lost_before';
  expect((await customer.get('/billing-details')).status).toBe(503);
  await forgetOldIntents(remote.database, new Date(start.getTime() + 26 * HOUR_MS));
  expect((await customer.get('/billing-details')).status).toBe(503);
  expect(await kept()).toEqual([]);
  remote.clock.set(start);
});

test('[S383] whether something was changed since is found by an index, however much others have changed', async () => {
  const customer = await remote.subscribe();
  const { database, project } = remote;
  await database.execute(sql`
    insert into intents (project_id, id, customer_id, caller, operation, request_hash, request, created_at, finished_at)
    select ${project}, 'int_' || n, 'cus_' || n % 5000, 'ps_' || n, 'changeSubscription', '', '',
      now() - interval '1 hour', now() - interval '1 hour'
    from generate_series(1, 50000) n`);
  await database.execute(sql`
    insert into last_known (project_id, customer_id, question, answer, at)
    values (${project}, ${customer.id}, 'listPlans', '', now())`);
  await database.execute(sql`analyze intents`);
  const asked = { project, customer: customer.id, question: 'listPlans' };
  const { buffers } = await explainStatement(database, () => findAnswer(database, asked));
  expect(buffers).toBeLessThan(20);
});

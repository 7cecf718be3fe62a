import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explainStatement } from '../../testing/explainStatement.js';
import { openTestSandbox, type TestSandbox } from '../../testing/openTestSandbox.js';
import { tellOfTrials } from './tellOfTrials.js';

const SUBSCRIPTIONS = 5_000;

let subject: TestSandbox;
beforeAll(async () => {
  subject = await openTestSandbox();
  await subject.run('createSandboxScenario', { scenario: 'free' });
  const customer = await subject.createCustomer();
  await subject.begin(customer, { price: 'price_DemoTeamMonthlyUsd', trialDays: 10 });
  await subject.database.execute(sql`
    insert into sandbox_subscriptions
    select (jsonb_populate_record(known, jsonb_build_object('id', 'sub_long' || n,
      'status', case when n % 5 = 0 then 'trialing' else 'active' end,
      'trial_end_at', timestamptz '2020-01-01' + n * interval '1 hour'))).*
    from sandbox_subscriptions known, generate_series(1, ${SUBSCRIPTIONS}) n
    where known.customer_id = ${customer.id}`);
  await subject.database.execute(sql`analyze sandbox_subscriptions`);
}, 60_000);
afterAll(() => subject.close());

test('[S303] trials that end soon are found without reading the others', async () => {
  const { database, project } = subject;
  // Nothing ends between these two, so that what is looked at is the search alone.
  const moved = {
    database,
    from: new Date('2026-11-20T00:00:00.000Z'),
    to: new Date('2026-11-21T00:00:00.000Z'),
  };
  const { plan, buffers } = await explainStatement(database, () => tellOfTrials(moved, project, subject.now));
  expect(plan).toContain('sandbox_subscriptions_trials');
  expect(buffers).toBeLessThan(10);
});

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { operations, type DescribedOperation } from '@billfold/contract';
import * as v from 'valibot';
import { createTestPortal, type TestPortal } from '../../testing/index.js';
import { explainStatement } from '../../testing/explainStatement.js';
import { listAuditLog } from './listAuditLog.js';

// Writing a long log takes its time on a machine that is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 110_000 });

const ENTRIES = 10_000;
let portal: TestPortal;

beforeAll(async () => {
  portal = await createTestPortal();
  // A thousand customers with a session each, ten keys, and a kind, a target and a customer that hardly anything was done to.
  await portal.database.execute(sql`
    insert into customers (project_id, id, created_at)
    select ${portal.project}, 'cus_long' || n, now() from generate_series(0, 1000) n`);
  await portal.database.execute(sql`
    insert into audit_log (project_id, id, customer_id, action, by, target, at, before, after)
    select ${portal.project}, 'aud_long' || n, 'cus_long' || (n % 1000),
      case n % 4 when 0 then 'customer.updated' when 1 then 'customer.subscription.updated'
        when 2 then 'invoice.paid' else 'portal.session.created' end,
      case when n % 2 = 0 then 'session:bps_long' || (n % 1000) else 'key:key_long' || (n % 10) end,
      'sub_long' || (n % 500), timestamptz '2026-01-01' + n * interval '1 minute', '{"quantity": 1}', '{"quantity": 2}'
    from generate_series(1, ${ENTRIES}) n`);
  await portal.database.execute(sql`
    insert into audit_log (project_id, id, customer_id, action, by, target, at)
    select ${portal.project}, 'aud_rare' || n, 'cus_long1000', 'branding.updated', 'operator', 'proj_rare',
      timestamptz '2025-01-01' + n * interval '1 minute' from generate_series(1, 3) n`);
  await portal.database.execute(sql`analyze audit_log`);
});
afterAll(() => portal.close());

const { listAuditLog: operation } = operations as unknown as { listAuditLog: DescribedOperation };

/** What it cost to read a page, asked as a merchant asks. */
const costOf = (query: object) =>
  explainStatement(portal.database, () =>
    listAuditLog({
      input: v.parse(operation.schema.input, query),
      merchant: { project: portal.project, key: 'key_1', cursorKey: 'test' },
      unit: { database: portal.database, now: portal.clock.now() },
    } as never),
  );

test.each([
  ['nothing', {}],
  ['a customer', { customer: 'cus_long7' }],
  ['a customer to whom little was done', { customer: 'cus_long1000' }],
  ['a session', { session: 'bps_long8' }],
  ['a key', { key: 'key_long3' }],
  ['a key that did nothing', { key: 'key_none' }],
  ['a kind', { action: 'invoice.paid' }],
  ['a kind that is rare', { action: 'branding.updated' }],
  ['a target', { target: 'sub_long77' }],
  ['a target to which nothing was done', { target: 'sub_none' }],
  ['an instant long ago', { until: '2026-01-02T00:00:00.000Z' }],
  ['a day', { since: '2026-01-05T00:00:00.000Z', until: '2026-01-06T00:00:00.000Z' }],
  ['a customer and a day', { customer: 'cus_long7', since: '2026-01-05T00:00:00.000Z' }],
  ['a customer and a kind', { customer: 'cus_long8', action: 'customer.updated' }],
])('[S235] a page of a long log, asked for by %s, is read through an index', async (_, query) => {
  const { plan, buffers } = await costOf({ limit: 20, ...query });
  expect(plan).not.toContain('Seq Scan');
  expect(buffers).toBeLessThan(60);
});

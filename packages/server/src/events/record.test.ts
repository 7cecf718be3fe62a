import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../database/Database.js';
import { asCustomer } from '../testing/asCustomer.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';
import { changedBy } from './changedBy.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await createTestPortal()));
afterAll(() => portal.close());

test('[S273] [S274] a change is kept with what it was and is, by whose request, and is told with the same', async () => {
  const { id } = await portal.createScenario('active');
  const actor = { id: 'staff-1', name: 'Support', email: null };
  const page = await asCustomer(portal, id, { actor });
  const before = (await page.get<{ name: string }>('/billing-details')).body.name;
  const changed = await page.send('PATCH', '/billing-details', { name: 'New name' }, { key: 'rename-1' });
  expect(changed.status).toBe(200);
  const [row] = await rowsOf<Record<string, unknown>>(
    portal.database,
    sql`select entry.by, entry.actor, entry.before, entry.after, entry.request_id,
          event.request_id as told_request, event.idempotency_key, event.actor as told_actor
        from audit_log entry join events event on event.project_id = entry.project_id and event.id = entry.event_id
        where entry.customer_id = ${id} and entry.action = 'customer.updated'`,
  );
  const request = changed.headers.get('billfold-request-id');
  expect(row).toEqual({
    by: expect.stringMatching(/^session:bps_/),
    actor,
    before: { name: before },
    after: { name: 'New name' },
    request_id: request,
    told_request: request,
    idempotency_key: 'rename-1',
    told_actor: actor,
  });
});

test('[S274] of two events of a customer the later one has the higher sequence', async () => {
  const { id } = await portal.createScenario('active');
  const page = await asCustomer(portal, id);
  for (const name of ['One', 'Two', 'Three']) await page.send('PATCH', '/billing-details', { name });
  const rows = await rowsOf<{ name: string }>(
    portal.database,
    sql`select data -> 'object' ->> 'name' as name from events
        where customer_id = ${id} and type = 'customer.updated' order by sequence`,
  );
  expect(rows.map(({ name }) => name).slice(-3)).toEqual(['One', 'Two', 'Three']);
});

test('[S273] what came into being has nothing before it, and what ceased to be nothing after', () => {
  const object = { id: 'pm_1', last4: '4242', isDefault: false };
  expect(changedBy('payment_method.attached', { object })).toEqual({ after: object });
  expect(changedBy('payment_method.detached', { object })).toEqual({ before: object });
  expect(changedBy('customer.updated', { object, previousAttributes: { isDefault: true } })).toEqual({
    before: { isDefault: true },
    after: { isDefault: false },
  });
});

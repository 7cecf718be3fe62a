import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { findCustomer } from '../../../customers/customerRows.js';
import { rowsOf } from '../../../database/Database.js';
import { migrate } from '../../../database/migrate.js';
import { openTestDatabaseBefore } from '../../../testing/openTestDatabaseBefore.js';
import { createSandbox } from '../createSandbox.js';

vi.setConfig({ testTimeout: 60_000 });

test('[X90] subscriptions from before changes were possible go on as they were', async () => {
  const { database, close } = await openTestDatabaseBefore('0004_sandbox_changes');

  await database.execute(sql`
    do $$ begin
    insert into projects (id, name, test_mode, branding, cursor_key, created_at)
      values ('proj_1', 'Example App', true, '{}', 'key', now());
    insert into customers (project_id, id, created_at) values ('proj_1', 'cus_1', now());
    insert into sandbox_clocks values ('proj_1', '2026-11-20T09:00:00Z');
    insert into sandbox_products values ('proj_1', 'prod_Team', 'Team', null, '[]', true, 0);
    insert into sandbox_prices values
      ('proj_1', 'price_Seat', 'prod_Team', 1200, 'usd', 'per_seat', 'month', 1, 'exclusive', true, 0);
    insert into sandbox_customers (project_id, customer_id, currency, invoice_prefix, invoices_issued, due_at)
      values ('proj_1', 'cus_1', 'usd', '2F9C4A1B', 1, '2026-11-30T09:00:00Z');
    insert into sandbox_payment_methods values ('proj_1', 'cus_1', 'pm_1', 'visa', now());
    insert into sandbox_subscriptions (project_id, customer_id, id, version, status, price_id, quantity, payment_method_id,
        started_at, trial_end_at, periods_billed) values
      ('proj_1', 'cus_1', 'sub_Paid', 2, 'active', 'price_Seat', 5, 'pm_1', '2026-10-31T09:00:00Z', null, 1),
      ('proj_1', 'cus_1', 'sub_Trial', 1, 'trialing', 'price_Seat', 2, 'pm_1', '2026-11-15T09:00:00Z', '2026-12-15T09:00:00Z', 0);
    insert into sandbox_invoices (project_id, customer_id, id, number, subscription_id, status, currency, issued_at, due_at,
        period_start, period_end, subtotal, tax, total, amount_paid, refusals, lines, taxes, billed_to) values
      ('proj_1', 'cus_1', 'in_1', '2F9C4A1B-0001', 'sub_Paid', 'paid', 'usd', '2026-10-31T09:00:00Z', '2026-10-31T09:00:00Z',
        '2026-10-31T09:00:00Z', '2026-11-30T09:00:00Z', 6000, 0, 6000, 6000, 0,
        '[{"id": "il_1", "description": "Team"}, {"id": "il_2", "description": "More"}]', '[]', '{}');
    end $$`);
  await migrate(database);

  const rows = await rowsOf(
    database,
    sql`select id, anchor_at::text as anchor, paid::int from sandbox_subscriptions order by id`,
  );
  expect(rows).toMatchObject([
    { id: 'sub_Paid', anchor: expect.stringContaining('2026-10-31 09:00'), paid: 6_000 },
    { id: 'sub_Trial', anchor: expect.stringContaining('2026-12-15 09:00'), paid: 0 },
  ]);
  const unit = { database, now: new Date('2026-11-20T09:00:00Z') };
  const customer = (await findCustomer(database, 'proj_1', 'cus_1'))!;
  const sandbox = createSandbox();
  const billing = sandbox.forCustomer(customer, unit);
  expect((await billing.getInvoice('in_1'))!.lines).toMatchObject([
    { id: 'il_1', proration: false },
    { id: 'il_2', proration: false },
  ]);
  // Ten days are left of thirty: a third of what was paid is given back.
  const { lines } = await billing.previewChange({
    subscription: 'sub_Paid',
    price: 'price_Seat',
    quantity: 6,
    promotionCode: null,
    timing: 'now',
    prorationBehavior: 'always_invoice',
    trialBehavior: 'continue_trial',
    pricedAt: unit.now,
  });
  expect(lines.map(({ amount }) => amount.amount)).toEqual([-2_000, 2_400]);
  await sandbox.advanceTo(unit, 'proj_1', new Date('2026-12-20T09:00:00Z'));
  const { invoices } = await billing.listInvoices({ limit: 10, after: null, status: null, year: null });
  expect(invoices.map(({ issuedAt, total }) => [issuedAt.slice(0, 10), total.amount])).toEqual([
    ['2026-12-15', 2_400],
    ['2026-11-30', 6_000],
    ['2026-10-31', 6_000],
  ]);
  await close();
});

import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { findCustomer } from '../../../customers/customerRows.js';
import { migrate } from '../../../database/migrate.js';
import { openTestDatabaseBefore } from '../../../testing/openTestDatabaseBefore.js';
import { createSandbox } from '../createSandbox.js';

vi.setConfig({ testTimeout: 60_000 });

test('[X151] what was on file before is there, good for three years more, and goes on being charged', async () => {
  const { database, close } = await openTestDatabaseBefore('0005_billing_details');

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
      values ('proj_1', 'cus_1', 'usd', '2F9C4A1B', 1, '2026-11-20T09:01:00Z');
    insert into sandbox_payment_methods values
      ('proj_1', 'cus_1', 'pm_card', 'visa', '1999-01-01T00:00:00Z'),
      ('proj_1', 'cus_1', 'pm_debit', 'sepa_debit', '2026-10-01T00:00:00Z');
    insert into sandbox_subscriptions (project_id, customer_id, id, version, status, price_id, quantity, payment_method_id,
        started_at, periods_billed, anchor_at, paid, discounts, prorations, pending_payment) values
      ('proj_1', 'cus_1', 'sub_1', 2, 'active', 'price_Seat', 5, 'pm_card', '2026-10-31T09:00:00Z', 1,
        '2026-10-31T09:00:00Z', 6000, '[]', '[]', '{
          "status": "processing", "clientSecret": null, "amount": {"bigint": "4000"},
          "expiresAt": 1795000000000, "settlesAt": 1795165260000,
          "change": {
            "price": {"id": "price_Seat", "product": "prod_Team", "productName": "Team", "unitAmount": {"bigint": "1200"},
              "currency": "usd", "scheme": "per_seat", "tiers": null, "interval": "month", "intervalCount": 1,
              "taxBehavior": "exclusive"},
            "quantity": 15, "discount": null, "timing": "now", "prorationBehavior": "always_invoice",
            "trialBehavior": "end_trial", "pricedAt": 1795165200000
          }
        }'),
      ('proj_1', 'cus_1', 'sub_2', 2, 'active', 'price_Seat', 1, null, '2026-11-01T09:00:00Z', 1,
        '2026-11-01T09:00:00Z', 1200, '[]', '[]', '{"status": "processing", "clientSecret": null}');
    insert into sandbox_invoices (project_id, customer_id, id, number, subscription_id, status, currency, issued_at, due_at,
        period_start, period_end, subtotal, tax, total, amount_paid, discount, balance_applied, refusals, lines, taxes,
        billed_to, payment_status, payment_method, attempted_at, next_action, next_action_at) values
      ('proj_1', 'cus_1', 'in_1', '2F9C4A1B-0001', 'sub_1', 'open', 'usd', '2026-11-19T09:00:00Z', '2026-11-19T09:00:00Z',
        '2026-10-31T09:00:00Z', '2026-11-30T09:00:00Z', 6000, 0, 6000, 0, 0, 0, 0, '[]', '[]', '{}',
        'processing', 'sepa_debit', '2026-11-19T09:00:00Z', 'settle', '2026-11-22T09:00:00Z');
    end $$`);
  await migrate(database);

  const unit = { database, now: new Date('2026-11-20T09:00:00Z') };
  const customer = (await findCustomer(database, 'proj_1', 'cus_1'))!;
  const billing = createSandbox().forCustomer(customer, unit);
  const processing = { reason: 'payment_processing', subscription: { id: 'sub_1' } };
  expect(await billing.listPaymentMethods()).toMatchObject([
    {
      id: 'pm_card',
      isDefault: true,
      expiry: { month: 12, year: 2029 },
      mandate: null,
      usedBy: [{ id: 'sub_1' }],
      removalBlockedBy: [{ reason: 'subscription' }, { ...processing, invoice: null }],
    },
    {
      id: 'pm_debit',
      isDefault: false,
      expiry: null,
      mandate: { reference: expect.any(String), acceptedAt: '2026-10-01T00:00:00.000Z' },
      removalBlockedBy: [{ ...processing, invoice: 'in_1' }],
    },
  ]);
  // A payment that was under way for nothing on file could only have been forgotten.
  expect((await billing.getSubscription('sub_2'))!.pendingPayment).toBeNull();

  // The change is paid for, the debit arrives, and the renewals come.
  await createSandbox().advanceTo(unit, 'proj_1', new Date('2026-12-02T00:00:00Z'));
  const changed = await billing.getSubscription('sub_1');
  expect(changed).toMatchObject({ status: 'active', quantity: 15, pendingPayment: null });
  const { invoices } = await billing.listInvoices({ limit: 10, after: null, status: null, year: null });
  const charged = invoices.map(({ subscription, status, payment }) => [
    subscription,
    status,
    payment?.method?.last4 ?? null,
  ]);
  expect(charged).toEqual([
    ['sub_2', 'open', null],
    ['sub_1', 'paid', '4242'],
    ['sub_1', 'paid', '4242'],
    ['sub_1', 'paid', '3000'],
  ]);
  await close();
});

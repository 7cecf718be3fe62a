import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { migrate } from '../../../database/migrate.js';
import { findCustomer } from '../../../customers/customerRows.js';
import { openTestDatabaseBefore } from '../../../testing/openTestDatabaseBefore.js';
import { createSandbox } from '../createSandbox.js';
import type { InvoiceDocument } from '../documents.js';

vi.setConfig({ testTimeout: 60_000 });

/** Stands for a drawing: what is printed, as JSON. */
const renderDocument = async ({ customer }: InvoiceDocument) =>
  new TextEncoder().encode(JSON.stringify(customer));

test('[X186] a tax id from before there could be several counts on, and stays on its invoices', async () => {
  const { database, close } = await openTestDatabaseBefore('0005_billing_details');

  await database.execute(sql`
    do $$
    declare
      germany jsonb := '{"country": "DE", "line1": null, "line2": null, "city": null, "region": null, "postalCode": null}';
    begin
    insert into projects (id, name, test_mode, branding, cursor_key, created_at)
      values ('proj_1', 'Example App', true, '{}', 'key', now());
    insert into customers (project_id, id, name, address, tax_id, created_at) values
      ('proj_1', 'cus_1', 'Demo', germany, 'DE 123456789', now()), ('proj_1', 'cus_2', null, null, null, now());
    insert into sandbox_clocks values ('proj_1', '2026-11-20T09:00:00Z');
    insert into sandbox_products values ('proj_1', 'prod_Team', 'Team', null, '[]', true, 0);
    insert into sandbox_prices (project_id, id, product_id, unit_amount, currency, scheme, "interval", interval_count, tax_behavior,
        active, position) values
      ('proj_1', 'price_Seat', 'prod_Team', 1200, 'usd', 'per_seat', 'month', 1, 'exclusive', true, 0);
    insert into sandbox_customers (project_id, customer_id, name, address, tax_id, currency, invoice_prefix, invoices_issued, due_at)
      values ('proj_1', 'cus_1', 'Demo', germany, 'DE 123456789', 'usd', '2F9C4A1B', 1, '2026-11-30T09:00:00Z'),
        ('proj_1', 'cus_2', null, null, null, null, '2F9C4A1C', 0, null);
    insert into sandbox_payment_methods values ('proj_1', 'cus_1', 'pm_1', 'visa', now());
    insert into sandbox_subscriptions (project_id, customer_id, id, version, status, price_id, quantity, payment_method_id,
        started_at, trial_end_at, anchor_at, paid, discounts, prorations, periods_billed) values
      ('proj_1', 'cus_1', 'sub_1', 2, 'active', 'price_Seat', 5, 'pm_1', '2026-10-30T09:00:00Z', null, '2026-10-30T09:00:00Z', 6000, '[]', '[]', 1);
    insert into sandbox_invoices (project_id, customer_id, id, number, subscription_id, status, currency, issued_at, due_at,
        period_start, period_end, subtotal, tax, total, amount_paid, discount, balance_applied, refusals, lines, taxes, billed_to) values
      ('proj_1', 'cus_1', 'in_1', '2F9C4A1B-0001', 'sub_1', 'paid', 'usd', '2026-10-30T09:00:00Z', '2026-10-30T09:00:00Z',
        '2026-10-30T09:00:00Z', '2026-11-30T09:00:00Z', 6000, 0, 6000, 6000, 0, 0, 0, '[]', '[]',
        jsonb_build_object('name', 'Demo', 'email', null, 'address', germany, 'taxId', 'DE 123456789'));
    end $$`);
  await migrate(database);

  const unit = { database, now: new Date('2026-11-20T09:00:00Z') };
  const billingOf = async (id: string) => {
    const customer = (await findCustomer(database, 'proj_1', id))!;
    return { customer, billing: createSandbox({ renderDocument }).forCustomer(customer, unit) };
  };
  const { customer, billing } = await billingOf('cus_1');
  expect(customer).toMatchObject({
    kind: 'business',
    taxIds: [{ type: 'eu_vat', value: 'DE 123456789' }],
  });
  expect(await billing.getBillingDetails()).toMatchObject({
    kind: 'business',
    name: 'Demo',
    invoiceEmails: [],
    phone: null,
    purchaseOrder: null,
    taxIds: [{ type: 'eu_vat', value: 'DE 123456789', verification: 'verified' }],
  });
  expect((await billing.getUpcomingInvoice('sub_1'))!.taxes).toMatchObject([{ reverseCharge: true }]);

  const branding = {} as InvoiceDocument['branding'];
  const { bytes } = (await billing.getInvoiceDocument('in_1', 'invoice', branding))!;
  expect(JSON.parse(new TextDecoder().decode(bytes))).toMatchObject({
    kind: 'business',
    name: 'Demo',
    purchaseOrder: null,
    taxIds: [{ type: 'eu_vat', value: 'DE 123456789' }],
  });
  const other = await (await billingOf('cus_2')).billing.getBillingDetails();
  expect(other).toMatchObject({ kind: 'individual', taxIds: [] });
  await close();
});

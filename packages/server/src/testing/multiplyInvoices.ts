import { sql } from 'drizzle-orm';
import type { Database } from '../database/Database.js';

/** How many are copied by one statement, so that none runs longer than statements may. */
const CHUNK = 50_000;

/**
 * Copies a sandbox customer's first invoice into the past, one every twenty minutes; all but each thousandth are paid.
 * For tests of size: what they need is many rows, not a history that makes sense.
 */
export async function multiplyInvoices(database: Database, customer: string, count: number): Promise<void> {
  for (let from = 1; from <= count; from += CHUNK) {
    const to = Math.min(from + CHUNK - 1, count);
    await database.execute(sql`
      insert into sandbox_invoices (
        project_id, customer_id, id, number, subscription_id, status, currency, issued_at, due_at, paid_at, period_start,
        period_end, subtotal, tax, total, amount_paid, payment_status, payment_method, payment_failure, attempted_at,
        refusals, next_action, next_action_at, lines, taxes, billed_to, discount, balance_applied)
      select i.project_id, i.customer_id, 'in_' || lpad(n::text, 8, '0') || 'copy', 'COPY-' || n, i.subscription_id,
        case when n % 1000 = 0 then 'open' else 'paid' end, i.currency, i.issued_at - (${count} + 1 - n) * interval '20 minutes',
        i.due_at, i.paid_at, i.period_start, i.period_end, i.subtotal, i.tax, i.total, i.amount_paid,
        i.payment_status, i.payment_method, i.payment_failure, i.attempted_at, 0, null, null, i.lines, i.taxes, i.billed_to,
        i.discount, i.balance_applied
      from (select * from sandbox_invoices where customer_id = ${customer} and number not like 'COPY%' limit 1) i,
        generate_series(${from}::int, ${to}::int) n`);
  }
  await database.execute(sql`analyze sandbox_invoices`);
}

import { sql } from 'drizzle-orm';
import type { ErrorCode } from '@billfold/contract';
import { rowsOf, type Database } from '../../src/database/Database.js';

/** What is in the database, as numbers and hashes. */
export type Facts = Record<string, string>;

const TABLES = [
  'customers',
  'portal_sessions',
  'events',
  'idempotent_results',
  'quotes',
  'retention_offers',
  'sandbox_subscriptions',
  'sandbox_invoices',
  'sandbox_prices',
  'sandbox_payment_methods',
  'sandbox_setup_intents',
  'webhook_endpoints',
  'webhook_deliveries',
  'logos',
];

/** Everything that a refused request must leave as it is. The audit log may hold that somebody tried. */
export async function factsOf(database: Database): Promise<Facts> {
  const counts = sql.join(
    TABLES.map(
      (table) => sql`(select count(*)::text from ${sql.identifier(table)}) as ${sql.identifier(table)}`,
    ),
    sql`, `,
  );
  const [found] = await rowsOf<Facts>(
    database,
    sql`select ${counts},
      (select coalesce(sum(version), 0)::text from sandbox_subscriptions) as versions,
      (select coalesce(sum(amount_paid), 0)::text from sandbox_invoices) as paid,
      (select string_agg(balance::text, ' ') from sandbox_customers) as balances,
      (select md5(string_agg(to_jsonb(c)::text, ' ' order by c.id)) from customers c) as customers_as_they_are,
      (select md5(string_agg(to_jsonb(m)::text, ' ' order by m.id)) from sandbox_payment_methods m) as payment_methods,
      (select string_agg(default_payment_method_id, ' ' order by customer_id) from sandbox_customers) as defaults,
      (select md5(string_agg(to_jsonb(c)::text, ' ' order by c.id)) from portal_configurations c) as configurations,
      (select md5(string_agg(branding::text, ' ')) from projects) as branding,
      (select md5(string_agg(to_jsonb(e)::text, ' ' order by e.id)) from webhook_endpoints e) as endpoints,
      (select count(*)::text from quotes where used_at is not null) as used_quotes`,
  );
  return found!;
}

/**
 * Refusals that are kept like answers, because something was done on the way: a bank was asked, a quote was given. They
 * must leave all the same everything else as it is.
 */
const KEPT: readonly ErrorCode[] = ['payment_failed', 'quote_stale', 'change_blocked'];

/** The facts that a refusal may have changed, as they are after it. */
export function changedBy(code: ErrorCode | null, after: Facts): Partial<Facts> {
  if (code === null || !KEPT.includes(code)) return {};
  // That a payment was refused is told to the merchant, too.
  const { idempotent_results, quotes, events } = after;
  return { idempotent_results, quotes, events } as Partial<Facts>;
}

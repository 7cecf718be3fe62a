import { sql } from 'drizzle-orm';
import type { Subscription } from '@billfold/contract';
import { rowsOf, type Database } from '../database/Database.js';

/** All that changes of a subscription leave behind. */
export interface Trace {
  version: number;
  price: string;
  quantity: number;
  /** What the current period was bought for, in minor units. */
  paid: number;
  /** From when on the periods are counted. */
  anchorAt: string;
  discounts: number;
  invoices: number;
  /** The number of the customer's last invoice. */
  issued: number;
  /** What all invoices come to, in minor units. */
  invoiced: number;
  credit: number;
  events: number;
  audits: number;
  offersAccepted: number;
  usedQuotes: number;
  /** Answers that are kept for retries. */
  results: number;
}

/** Reads them by one statement, that is as of one instant: what it shows is what any crash at this moment would leave. */
export async function traceOf(
  database: Database,
  { id: customer, of: subscription }: { id: string; of: string },
): Promise<Trace> {
  const rows = await rowsOf<Trace>(
    database,
    sql`select s.version, s.price_id as price, s.quantity, s.paid::float8 as paid, to_char(s.anchor_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "anchorAt",
        jsonb_array_length(s.discounts::jsonb) as discounts,
        (select count(*)::int from sandbox_invoices where customer_id = ${customer}) as invoices,
        (select coalesce(sum(total), 0)::float8 from sandbox_invoices where customer_id = ${customer}) as invoiced,
        c.invoices_issued as issued, c.balance::float8 as credit,
        (select count(*)::int from events where customer_id = ${customer} and type like 'customer.subscription.%') as events,
        (select count(*)::int from audit_log where target = ${subscription} and action like 'customer.subscription.%') as audits,
        (select count(*)::int from audit_log where target = ${subscription} and action = 'retention_offer.accepted')
          as "offersAccepted",
        (select count(*)::int from quotes where customer_id = ${customer} and used_at is not null) as "usedQuotes",
        (select count(*)::int from idempotent_results r join portal_sessions p on p.id = r.caller
          where p.customer_id = ${customer}) as results
      from sandbox_subscriptions s
        join sandbox_customers c on c.project_id = s.project_id and c.customer_id = s.customer_id
      where s.id = ${subscription}`,
  );
  return rows[0]!;
}

/** The last thing that the merchant was told of a customer's subscription. */
export async function lastEventOf(
  database: Database,
  { id: customer }: { id: string },
): Promise<{ type: string; object: Subscription; previousAttributes: Partial<Subscription> }> {
  const rows = await rowsOf<{ type: string; data: { object: Subscription; previousAttributes: object } }>(
    database,
    sql`select type, data from events where customer_id = ${customer} and type like 'customer.subscription.%'
        order by (data -> 'object' ->> 'version')::int desc limit 1`,
  );
  return { type: rows[0]!.type, ...rows[0]!.data };
}

import { and, desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../../../database/Database.js';
import { ofCustomer, type CustomerKey } from './customers.js';
import { sandboxSubscriptions } from './schema.js';
import { selectSubscriptions, type SubscriptionRow } from './subscriptionRows.js';

/** All subscriptions of a customer, by one statement: living ones first, each group newest first. */
export function listSubscriptionRows(database: Database, customer: CustomerKey): Promise<SubscriptionRow[]> {
  const { endedAt, startedAt, id } = sandboxSubscriptions;
  return selectSubscriptions(database)
    .where(ofCustomer(sandboxSubscriptions, customer))
    .orderBy(sql`(${endedAt} is not null)`, desc(startedAt), desc(id));
}

export async function findSubscriptionRow(
  database: Database,
  customer: CustomerKey,
  id: string,
): Promise<SubscriptionRow | null> {
  const [row] = await selectSubscriptions(database).where(
    and(ofCustomer(sandboxSubscriptions, customer), eq(sandboxSubscriptions.id, id)),
  );
  return row ?? null;
}

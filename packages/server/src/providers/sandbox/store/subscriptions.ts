import { and, desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../../../database/Database.js';
import { writeOnce } from '../../../database/writeOnce.js';
import { asked, ofCustomer, type CustomerKey } from './customers.js';
import { sandboxSubscriptions } from './schema.js';
import { selectSubscriptions, type SubscriptionRow } from './subscriptionRows.js';

/** All subscriptions of a customer, by one statement: living ones first, each group newest first. */
export function listSubscriptionRows(database: Database, customer: CustomerKey): Promise<SubscriptionRow[]> {
  return listAll(database, customer);
}

const listAll = writeOnce((database) => {
  const { endedAt, startedAt, id } = sandboxSubscriptions;
  return selectSubscriptions(database)
    .where(ofCustomer(sandboxSubscriptions, asked))
    .orderBy(sql`(${endedAt} is not null)`, desc(startedAt), desc(id));
});

export async function findSubscriptionRow(
  database: Database,
  customer: CustomerKey,
  id: string,
): Promise<SubscriptionRow | null> {
  const [row] = await findOne(database, { ...customer, id });
  return row ?? null;
}

const findOne = writeOnce((database) =>
  selectSubscriptions(database).where(
    and(ofCustomer(sandboxSubscriptions, asked), eq(sandboxSubscriptions.id, sql.placeholder('id'))),
  ),
);

import { sql } from 'drizzle-orm';
import { rowsOf } from '../database/Database.js';
import type { EventData } from '../events/record.js';
import type { TestPortal } from './createTestPortal.js';

/** What the merchant is told about a customer under one name, in the order in which it was written. */
export async function eventsOf(
  { database }: Pick<TestPortal, 'database'>,
  customer: string,
  type: string,
): Promise<EventData[]> {
  const rows = await rowsOf<{ data: EventData }>(
    database,
    sql`select data from events where customer_id = ${customer} and type = ${type} order by sequence`,
  );
  return rows.map(({ data }) => data);
}

import { getTableColumns, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Database } from '../../../database/Database.js';

/**
 * Inserts many rows by one statement with one parameter. Some ten times faster than a parameter for each value,
 * which is what makes years of history a matter of seconds.
 */
export async function insertMany<Table extends PgTable>(
  database: Database,
  table: Table,
  rows: readonly Table['$inferSelect'][],
): Promise<void> {
  const columns = Object.entries(getTableColumns(table)).map(([field, { name }]) => [field, name] as const);
  const records = rows.map((row: Record<string, unknown>) =>
    Object.fromEntries(columns.map(([field, name]) => [name, row[field]])),
  );
  // Amounts travel as text: a JSON number could not hold all of their digits.
  const json = JSON.stringify(records, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  await database.execute(
    sql`insert into ${table} select * from jsonb_populate_recordset(null::${table}, ${json}::text::jsonb)`,
  );
}

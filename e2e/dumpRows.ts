// Prints every row of every table of an embedded database, as JSON: what a thief of the disk would read.
import { sql } from 'drizzle-orm';
import { openDatabase } from '@billfold/server/node';

const [dataDir = ''] = process.argv.slice(2);

const { database, close } = await openDatabase({ dataDir });
const rowsOf = async (statement: ReturnType<typeof sql>) =>
  ((await database.execute(statement)) as unknown as { rows: Record<string, unknown>[] }).rows;

const tables = await rowsOf(
  sql`select table_schema, table_name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')`,
);
for (const { table_schema: schema, table_name: table } of tables) {
  const rows = await rowsOf(
    sql`select * from ${sql.identifier(String(schema))}.${sql.identifier(String(table))}`,
  );
  for (const row of rows)
    console.log(
      JSON.stringify({ table, ...row }, (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    );
}
await close();

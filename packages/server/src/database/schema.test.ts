import { is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { expect, test, vi } from 'vitest';
import * as sandbox from '../providers/sandbox/store/schema.js';
import * as stripe from '../providers/stripe/store/schema.js';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { rowsOf } from './Database.js';
import * as remote from './remoteSchema.js';
import * as portal from './schema.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Everything that declares tables. A table of the database that is in none of them fails the test. */
const schemas = [portal, remote, sandbox, stripe];

test('[S45] the tables that the code believes in are those of the migrated database, column by column', async () => {
  const { database, close } = await openTestDatabase();

  const migrated = await rowsOf<Column>(
    database,
    sql`
      select c.relname || '.' || a.attname as "column", format_type(a.atttypid, a.atttypmod) as type,
        a.attnotnull as required, a.atthasdef or a.attidentity <> '' as "hasDefault"
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and c.relname <> 'billfold_migrations'`,
  );

  const kept = portal.keptColumns.map((column) => ({ ...column, required: false, hasDefault: false }));
  expect(sorted(migrated)).toEqual(sorted([...declaredColumns(), ...kept]));
  await close();
});

interface Column {
  column: string;
  type: string;
  required: boolean;
  hasDefault: boolean;
}

function declaredColumns(): Column[] {
  const tables = schemas.flatMap((schema) => Object.values(schema)).filter((it) => is(it, PgTable));
  return tables.flatMap((table) => {
    const { name, columns, primaryKeys } = getTableConfig(table);
    const keyed = new Set(primaryKeys.flatMap((key) => key.columns.map((column) => column.name)));
    return columns.map((column) => ({
      column: `${name}.${column.name}`,
      // drizzle writes `timestamp (3) …`, PostgreSQL `timestamp(3) …`
      type: column.getSQLType().replace(' (', '('),
      required: column.notNull || keyed.has(column.name),
      hasDefault: column.hasDefault,
    }));
  });
}

const sorted = (columns: Column[]) => columns.toSorted((a, b) => (a.column < b.column ? -1 : 1));

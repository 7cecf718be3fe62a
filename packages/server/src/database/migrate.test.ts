import { sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { rowsOf, type Database } from './Database.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations/index.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const one = { name: '9001_one', sql: 'create table one (id text primary key);' };
const two = { name: '9002_two', sql: "create table two (id text); insert into two values ('kept; whole');" };

describe('migrate', () => {
  test('[S40] brings a database to the current schema, and has nothing to do the second time', async () => {
    const { database, close } = await openTestDatabase();
    await emptied(database);

    expect(await migrate(database)).toEqual({ applied: migrations.map((step) => step.name) });
    expect(await migrate(database)).toEqual({ applied: [] });
    expect(await tables(database)).toContain('portal_sessions');

    expect(await migrate(database, [...migrations, one, two])).toEqual({ applied: ['9001_one', '9002_two'] });
    expect(await rowsOf(database, sql`select id from two`)).toEqual([{ id: 'kept; whole' }]);
    await close();
  });

  test('[S40] many at once apply each step once', async () => {
    const { database, close } = await openTestDatabase();
    await emptied(database);

    const runs = await Promise.all(Array.from({ length: 8 }, () => migrate(database)));

    expect(runs.flatMap((run) => run.applied).toSorted()).toEqual(migrations.map((step) => step.name));
    await close();
  });

  test('[S41] a step that fails leaves nothing behind, and the next run completes it', async () => {
    const { database, close } = await openTestDatabase();
    const broken = { name: two.name, sql: `${two.sql} insert into nowhere values (1);` };

    await expect(migrate(database, [...migrations, one, broken])).rejects.toThrow();
    expect(await tables(database)).toContain('one');
    expect(await tables(database)).not.toContain('two');

    expect(await migrate(database, [...migrations, one, two])).toEqual({ applied: ['9002_two'] });
    await close();
  });

  test('[S42] an applied step that was edited is refused, by name and with what to do', async () => {
    const { database, close } = await openTestDatabase();
    await migrate(database, [...migrations, one]);
    const edited = { name: one.name, sql: 'create table one (id text primary key, more text);' };

    await expect(migrate(database, [...migrations, edited, two])).rejects.toThrow(
      /Migration 9001_one was changed after .* put the change into a new migration/,
    );
    expect(await tables(database)).not.toContain('two');
    await close();
  });

  test('[S43] a database that is newer than the code is refused, with what to do', async () => {
    const { database, close } = await openTestDatabase();
    await migrate(database, [...migrations, one, two]);

    await expect(migrate(database, [...migrations, one])).rejects.toThrow(
      /newer than this version of Billfold.* 9002_two.* restore a backup/,
    );
    await close();
  });

  test('[S43] a step that was slipped in before an applied one is refused', async () => {
    const { database, close } = await openTestDatabase();
    await migrate(database, [...migrations, two]);

    await expect(migrate(database, [...migrations, one, two])).rejects.toThrow(
      /9001_one was put in before 9002_two/,
    );
    await close();
  });
});

test('[S44] servers of the version before go on while they are replaced', async () => {
  const { database, close } = await openTestDatabase();
  await emptied(database);
  const before = migrations.findIndex(({ name }) => name === '0005_billing_details');
  await migrate(database, migrations.slice(0, before));
  await asTheVersionBefore(database, 1);
  await migrate(database);
  await asTheVersionBefore(database, 2);

  // What it has made is somebody whom this version knows.
  const [made] = await rowsOf(
    database,
    sql`select kind, invoice_emails, tax_ids from customers where id = 'cus_2'`,
  );
  expect(made).toEqual({ kind: 'individual', invoice_emails: [], tax_ids: [] });
  await close();
});

/** What servers of the version before 0005 say to the database: a merchant makes and changes a customer, who comes with a token. */
async function asTheVersionBefore(database: Database, turn: number): Promise<void> {
  const [project, customer, one] = [`proj_${turn}`, `cus_${turn}`, String(turn)];
  for (const statement of [
    sql`insert into projects (id, name, test_mode, branding, cursor_key, created_at)
      values (${project}, 'Example App', true, '{}', 'key', now())`,
    sql`insert into secret_keys (id, project_id, hash, last4, created_at) values (${one}, ${project}, ${one}, 'last', now())`,
    sql`insert into portal_configurations (project_id, id, features) values (${project}, 'default', '{}')`,
    sql`insert into customers (project_id, id, reference, name, email, address, tax_id, created_at)
      values (${project}, ${customer}, null, 'Demo', null, null, 'DE123456788', now())`,
    sql`update customers set name = 'Renamed', tax_id = 'DE136695976' where project_id = ${project} and id = ${customer}`,
    sql`insert into sandbox_customers (project_id, customer_id, reference, name, email, address, tax_id, invoice_prefix)
      values (${project}, ${customer}, null, 'Demo', null, null, 'DE123456788', 'ABCD1234') on conflict do nothing`,
    sql`update sandbox_customers set tax_id = 'DE136695976' where project_id = ${project} and customer_id = ${customer}`,
    sql`insert into portal_sessions (project_id, id, customer_id, mode, configuration, capabilities, credential_hash,
        created_at, key_id, expires_at)
      values (${project}, ${`bps_${turn}`}, ${customer}, 'embedded', 'default', '[]', ${`hash_${turn}`}, now(), ${one}, now())`,
  ]) {
    await database.execute(statement);
  }
  const rows = await rowsOf(
    database,
    sql`select customer.id as customer_id, customer.reference, customer.name, customer.email, customer.address, customer.tax_id,
        customer.created_at, sandbox.tax_id as sandbox_tax_id
      from portal_sessions session
        join projects project on project.id = session.project_id
        join secret_keys key on key.id = session.key_id and key.revoked_at is null
        join portal_configurations configuration
          on configuration.project_id = session.project_id and configuration.id = session.configuration
        join customers customer on customer.project_id = session.project_id and customer.id = session.customer_id
        join sandbox_customers sandbox on sandbox.project_id = session.project_id and sandbox.customer_id = customer.id
      where session.credential_hash = ${`hash_${turn}`} for update of sandbox`,
  );
  const number = 'DE136695976';
  expect(rows).toMatchObject([
    { customer_id: customer, name: 'Renamed', tax_id: number, sandbox_tax_id: number },
  ]);
}

async function tables(database: Database): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    database,
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  return rows.map((row) => row.name);
}

async function emptied(database: Database): Promise<void> {
  await database.execute(sql`drop schema public cascade`);
  await database.execute(sql`create schema public`);
}

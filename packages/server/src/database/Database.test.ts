import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { rowsOf } from './Database.js';
import { customers, projects } from './schema.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

// This file runs on both databases; equal expectations are what makes them equal.

test('[S46] values come back alike from both databases', async () => {
  const { database, close } = await openTestDatabase();

  const [row] = await rowsOf(
    database,
    sql`select 9007199254740993::bigint as big, 1::bigint as small, count(*) as count, array[1, 2]::bigint[] as bigs,
      1.50::numeric as numeric, '2024-02-29T12:34:56.789Z'::timestamptz(3) at time zone 'UTC' as instant, date '2024-02-29' as date,
      '{"a":[1,null]}'::jsonb as json, array['x', null, 'ż"y'] as texts, 1::integer as integer, true as boolean, null as nothing`,
  );

  expect(row).toEqual({
    big: '9007199254740993',
    small: '1',
    count: '1',
    bigs: ['1', '2'],
    numeric: '1.50',
    instant: '2024-02-29 12:34:56.789',
    date: '2024-02-29',
    json: { a: [1, null] },
    texts: ['x', null, 'ż"y'],
    integer: 1,
    boolean: true,
    nothing: null,
  });
  await close();
});

test('[S46] rows written through the tables are read back as they were', async () => {
  const { database, close } = await openTestDatabase();
  const at = new Date('2024-02-29T12:34:56.789Z');
  const branding = {
    displayName: 'Zażółć "quoted" \\',
    logoUrl: null,
    accent: null,
    radius: 4,
    font: null,
    supportUrl: null,
    privacyUrl: null,
    termsUrl: null,
  };
  const project = {
    id: 'proj_a',
    domain: null,
    name: 'A',
    testMode: true,
    returnOrigins: ['http://localhost:*', 'https://a.example'],
    embedOrigins: [],
    branding,
    cursorKey: 'k',
    createdAt: at,
  };
  const customer = {
    project: 'proj_a',
    id: 'cus_a',
    reference: null,
    providerCustomer: null,
    name: 'Ж',
    email: 'A@example.com',
    address: null,
    taxIds: [{ type: 'eu_vat' as const, value: 'DE123456788' }],
    kind: 'business' as const,
    invoiceEmails: ['A@example.com'],
    phone: null,
    purchaseOrder: null,
    createdAt: at,
  };

  await database.insert(projects).values(project);
  await database.insert(customers).values(customer);

  expect(await database.select().from(projects)).toEqual([project]);
  expect(await database.select().from(customers)).toEqual([customer]);
  await close();
});

test('[S46] what a transaction did is undone when it throws', async () => {
  const { database, close } = await openTestDatabase();
  await database.execute(sql`create table numbers (n integer)`);

  await expect(
    database.transaction(async (transaction) => {
      await transaction.execute(sql`insert into numbers values (1)`);
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');

  expect(await rowsOf(database, sql`select n from numbers`)).toEqual([]);
  await close();
});

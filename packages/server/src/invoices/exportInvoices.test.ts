import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCsv } from '../../test/readCsv.js';
import { asCustomer, createTestPortal, type TestPortal } from '../testing/index.js';
import { multiplyInvoices } from '../testing/multiplyInvoices.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await createTestPortal()));
afterAll(() => portal.close());

/** The export of somebody, read: its answer, and its rows without the names of the columns. */
async function exported(token: string, query = '') {
  const response = await portal.fetch(`/portal/v1/invoices/export${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  return { response, rows: text.startsWith('\ufeff') ? readCsv(text.slice(1)).slice(1) : [] };
}

test('[S105] the export is a document with a name, newest first', async () => {
  const { id } = await portal.createScenario('active');
  const customer = await asCustomer(portal, id);
  const { response, rows } = await exported(customer.token);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="invoices.csv"');
  const invoices = await customer.invoices();
  expect(rows.map(([number]) => number)).toEqual(invoices.map(({ number }) => number));
  expect(rows.length).toBeGreaterThan(20);
});

test('[S108] of a year holds the invoices of that year, and is named after it', async () => {
  const { id } = await portal.createScenario('active');
  const customer = await asCustomer(portal, id);
  const { response, rows } = await exported(customer.token, '?year=2025');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="invoices-2025.csv"');
  expect(rows).toHaveLength(12);
  expect(rows.every(([, , issued]) => issued!.startsWith('2025-'))).toBe(true);
  expect((await exported(customer.token, '?year=1999')).rows).toEqual([]);
  expect((await exported(customer.token, '?year=next')).response.status).toBe(400);
});

test('[S108] holds all of them, however many there are', async () => {
  const { id } = await portal.createScenario('active');
  await multiplyInvoices(portal.database, id, 1_234);
  const customer = await asCustomer(portal, id);
  const { rows } = await exported(customer.token);
  const copies = rows.filter(([number]) => number!.startsWith('COPY-'));
  expect(new Set(copies.map(([number]) => number)).size).toBe(1_234);
  expect(new Set(rows.map(([number]) => number)).size).toBe(rows.length);
});

test('[S108] holds nobody else’s', async () => {
  const { id } = await portal.createScenario('active');
  const other = await asCustomer(portal, (await portal.createScenario('free')).id);
  expect((await exported(other.token)).rows).toEqual([]);
  expect((await exported((await asCustomer(portal, id)).token)).rows.length).toBeGreaterThan(0);
});

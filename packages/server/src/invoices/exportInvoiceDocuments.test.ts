import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readCsv } from '../../test/readCsv.js';
import { readZip } from '../../test/readZip.js';
import { BillfoldError } from '../errors.js';
import type { Provider } from '../provider/Provider.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';
import { multiplyInvoices } from '../testing/multiplyInvoices.js';
import { MOST_DOCUMENTS } from './exportInvoiceDocuments.js';

// A portal does much in each of these, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Numbers of the invoices that were drawn, in order. */
const drawn: string[] = [];
/** How many bytes a document is made longer by. */
let padding = 0;
/** Ids of the invoices that the provider can not give the document of. */
const unavailable = new Set<string>();
let portal: TestPortal;

beforeAll(async () => {
  portal = await createTestPortal({
    renderDocument: async ({ invoice, customer }) => {
      drawn.push(invoice.number);
      return new TextEncoder().encode(`%PDF-1.7 ${invoice.number} of ${customer.name}${' '.repeat(padding)}`);
    },
    provider: (sandbox): Provider => ({
      ...sandbox,
      forCustomer: (customer, unit) => {
        const billing = sandbox.forCustomer(customer, unit);
        return {
          ...billing,
          getInvoiceDocument: async (id, kind, branding) => {
            if (unavailable.has(id)) throw new BillfoldError('provider_unavailable');
            return billing.getInvoiceDocument(id, kind, branding);
          },
        };
      },
    }),
  });
});
afterAll(() => portal.close());

async function download({ token }: Pick<TestCustomer, 'token'>, path: string) {
  const response = await portal.fetch(`/portal/v1/invoices${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
}

async function archiveFor(customer: TestCustomer, query = '') {
  const { response, bytes } = await download(customer, `/documents${query}`);
  return { response, bytes, files: response.ok ? readZip(bytes) : [] };
}

const opened = async (scenario: 'active' | 'free' = 'active') =>
  asCustomer(portal, (await portal.createScenario(scenario)).id);

test('[S230] the archive holds every document as it is alone, newest first, behind their table', async () => {
  const customer = await opened();
  const { response, files } = await archiveFor(customer);
  expect(response.headers.get('content-type')).toBe('application/zip');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="invoices.zip"');
  const invoices = await customer.invoices();
  expect(invoices.length).toBeGreaterThan(20);
  const [table, ...documents] = files;
  expect(documents.map(({ name }) => name)).toEqual(invoices.map(({ number }) => `invoice-${number}.pdf`));
  for (const [index, { id, issuedAt }] of invoices.entries()) {
    const alone = await download(customer, `/${id}/pdf`);
    expect(Buffer.from(documents[index]!.bytes).equals(Buffer.from(alone.bytes))).toBe(true);
    expect(documents[index]!.modified).toBe(`${issuedAt.slice(0, 10)} 12:00:00`);
  }
  expect(table!.name).toBe('invoices.csv');
  expect(Buffer.from(table!.bytes).equals(Buffer.from((await download(customer, '/export')).bytes))).toBe(
    true,
  );
});

test('[S230] of a year holds the documents of that year, and is named after it', async () => {
  const customer = await opened();
  const { response, files } = await archiveFor(customer, '?year=2025');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="invoices-2025.zip"');
  expect(files.map(({ name }) => name)[0]).toBe('invoices-2025.csv');
  expect(files).toHaveLength(13);
  expect(files.every(({ modified }) => modified.startsWith('2025-'))).toBe(true);
  const empty = await archiveFor(customer, '?year=1999');
  expect(empty.files.map(({ name }) => name)).toEqual(['invoices-1999.csv']);
  expect((await archiveFor(customer, '?year=next')).response.status).toBe(400);
});

test('[S230] holds nobody else’s', async () => {
  const customer = await opened();
  const other = await opened('free');
  expect((await archiveFor(other)).files.map(({ name }) => name)).toEqual(['invoices.csv']);
  const { name } = await portal.merchant<{ name: string }>('GET', `/v1/customers/${customer.id}`);
  const { files } = await archiveFor(customer);
  const text = files.slice(1).map(({ bytes }) => new TextDecoder().decode(bytes));
  expect(text.every((document) => document.endsWith(` of ${name}`))).toBe(true);
});

test('[S230] leaves out what has no document, and keeps it in the table', async () => {
  const undrawn = await createTestPortal();
  const customer = await asCustomer(undrawn, (await undrawn.createScenario('active')).id);
  const response = await undrawn.fetch('/portal/v1/invoices/documents?year=2025', {
    headers: { authorization: `Bearer ${customer.token}` },
  });
  const [table, ...documents] = readZip(new Uint8Array(await response.arrayBuffer()));
  expect(documents).toEqual([]);
  expect(readCsv(new TextDecoder().decode(table!.bytes))).toHaveLength(13);
  await undrawn.close();
});

test('[S231] whatever the numbers of invoices are, the names are safe and no two are the same', async () => {
  const customer = await opened();
  const hostile = [
    '../../etc/passwd',
    'C:\\Windows\\win.ini',
    '/etc/cron.d/job',
    'etc-passwd',
    'ETC-PASSWD',
    'a\u202efdp.exe',
    '%2e%2e%2f',
    '東京',
    '"; rm -rf ~; "',
  ];
  const invoices = await customer.invoices();
  for (const [index, number] of hostile.entries()) {
    await portal.database.execute(
      sql`update sandbox_invoices set number = ${number} where id = ${invoices[index]!.id}`,
    );
  }
  const { files } = await archiveFor(customer);
  const names = files.slice(1).map(({ name }) => name);
  expect(names).toHaveLength(invoices.length);
  for (const name of names) expect(name).toMatch(/^invoice-\w[\w-]*\.pdf$/);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  expect(names.slice(0, 5)).toEqual([
    'invoice-etc-passwd.pdf',
    'invoice-C-Windows-win-ini.pdf',
    'invoice-etc-cron-d-job.pdf',
    'invoice-etc-passwd-2.pdf',
    'invoice-ETC-PASSWD-3.pdf',
  ]);
});

test('[S232] the same invoices are the same bytes', async () => {
  const customer = await opened();
  const [one, other] = [await archiveFor(customer), await archiveFor(customer)];
  expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true);
});

test('[S233] too many documents are refused before the first is drawn', async () => {
  const customer = await opened();
  const had = (await customer.invoices()).length;
  await multiplyInvoices(portal.database, customer.id, MOST_DOCUMENTS - had);
  drawn.length = 0;
  expect((await archiveFor(customer)).files).toHaveLength(MOST_DOCUMENTS + 1);
  expect(drawn).toHaveLength(MOST_DOCUMENTS);

  const another = await opened();
  await multiplyInvoices(portal.database, another.id, MOST_DOCUMENTS - had + 1);
  drawn.length = 0;
  const { response, bytes } = await archiveFor(another);
  expect(response.status).toBe(400);
  expect(new TextDecoder().decode(bytes)).toContain('"too_many_documents"');
  expect(drawn).toEqual([]);
});

test('[S233] nor are more gathered than memory can hold', async () => {
  const customer = await opened();
  padding = 1024 * 1024;
  drawn.length = 0;
  await multiplyInvoices(portal.database, customer.id, 50 - (await customer.invoices()).length);
  const { response, bytes } = await archiveFor(customer);
  padding = 0;
  expect(response.status).toBe(400);
  expect(new TextDecoder().decode(bytes)).toContain('"too_many_documents"');
  // Those that are too many are not drawn.
  expect(drawn).toHaveLength(32);
});

test('[S233] a document that can not be had fails the whole', async () => {
  const customer = await opened();
  const invoices = await customer.invoices();
  unavailable.add(invoices[10]!.id);
  const { response } = await archiveFor(customer);
  expect(response.status).toBe(503);
  unavailable.clear();
  expect((await archiveFor(customer)).files).toHaveLength(invoices.length + 1);
});

test('[S233] others are answered while documents are drawn', async () => {
  const customer = await opened();
  const counted = drawn.length;
  const seen: number[] = [];
  const timer = setInterval(() => seen.push(drawn.length - counted), 0);
  const { files } = await archiveFor(customer);
  clearInterval(timer);
  const inBetween = seen.filter((count) => count > 0 && count < files.length - 1);
  expect(inBetween.length).toBeGreaterThan(5);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainStatement, statementsOf } from '../../../testing/explainStatement.js';
import { multiplyInvoices } from '../../../testing/multiplyInvoices.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import type { InvoiceQuery } from '../../../provider/CustomerBilling.js';
import { listInvoiceRows } from './invoices.js';

const everything: InvoiceQuery = { limit: 20, after: null, status: null, year: null };
const INVOICES = 30_000;

let subject: TestSandbox;
let many: { project: string; customer: string };

beforeAll(async () => {
  subject = await openTestSandbox();
  const { id } = await subject.createCustomer();
  many = { project: subject.project, customer: id };
  await subject.run('createSandboxScenario', { scenario: 'active' });
  const price = 'price_DemoTeamMonthlyUsd';
  await subject.run('createSandboxSubscription', { customer: id, price, quantity: 2, paymentMethod: 'visa' });
  await multiplyInvoices(subject.database, id, INVOICES);
}, 120_000);
afterAll(() => subject.close());

describe('pages of invoices', () => {
  test('[X20] all of 30,001 are found, each once, in order', async () => {
    const ids = new Set<string>();
    let last = '9';
    let after: string | null = null;
    do {
      const page = await listInvoiceRows(subject.database, many, { ...everything, limit: 100, after });
      for (const row of page.rows) {
        const place = row.issuedAt.toISOString() + row.id;
        expect(place < last).toBe(true);
        last = place;
        ids.add(row.id);
      }
      after = page.next;
    } while (after !== null);
    expect(ids.size).toBe(INVOICES + 1);
  }, 60_000);

  test('[X20] the last page costs what the first one does: one index, no sort, no count', async () => {
    const far = `${Date.parse('2025-12-01').toString(36)}.0`;
    const pages: (Partial<InvoiceQuery> & { status?: 'open' | 'paid' })[] = [
      {},
      { after: far },
      { status: 'open' },
      { status: 'paid', after: far },
      { year: 2025 },
      { year: 2025, status: 'open' },
    ];
    for (const page of pages) {
      const { plan, buffers } = await explainStatement(subject.database, () =>
        listInvoiceRows(subject.database, many, { ...everything, ...page }),
      );
      // Where nearly all are paid, both indexes lead to those that are.
      const index = { open: 'by_status', paid: '(newest|by_status)', none: 'newest' }[page.status ?? 'none'];
      expect(plan).toMatch(new RegExp(`Index Scan using sandbox_invoices_${index}`));
      expect(plan).not.toMatch(/Sort|Seq Scan|Bitmap/);
      // Whatever is read and then thrown away would grow with the number of invoices.
      expect(plan).not.toContain('Rows Removed by Filter');
      expect(buffers).toBeLessThanOrEqual(30);
    }
  });

  test('[X20] a position is short, and one that nobody made is refused', async () => {
    const { next } = await listInvoiceRows(subject.database, many, everything);
    expect(next!.length).toBeLessThan(40);
    const bad = [
      '',
      '.',
      'x',
      '1.',
      '.1',
      `${next}!`,
      `${next}\n`,
      'zzzzzzzzzz.0',
      '-zzzzzzzzz.0',
      next!.toUpperCase(),
    ];
    for (const after of bad) {
      await expect(listInvoiceRows(subject.database, many, { ...everything, after })).rejects.toMatchObject({
        code: 'invalid_cursor',
      });
    }
  });

  test('[X20] the first and the last year that can be asked for', async () => {
    for (const year of [1970, 9999]) {
      expect(await listInvoiceRows(subject.database, many, { ...everything, year })).toEqual({
        rows: [],
        next: null,
      });
    }
  });

  test('[X20] a full page that is the last one has no next', async () => {
    const { rows, next } = await listInvoiceRows(subject.database, many, {
      ...everything,
      status: 'open',
      limit: 30,
    });
    expect([rows.length, next]).toEqual([30, null]);
  });
});

test('[X21] every read is one statement', async () => {
  const billing = subject.billing({ id: many.customer });
  const [subscription] = await billing.listSubscriptions();
  const { invoices } = await billing.listInvoices(everything);
  const reads: (() => Promise<unknown>)[] = [
    () => billing.listPlans(null),
    () => billing.listPlans(subscription!.id),
    () => billing.listSubscriptions(),
    () => billing.getSubscription(subscription!.id),
    () => billing.listInvoices({ ...everything, year: 2025, status: 'paid' }),
    () => billing.getInvoice(invoices[0]!.id),
    () => billing.getInvoiceDocument(invoices[0]!.id, 'receipt', {} as never),
  ];
  for (const read of reads) expect(await statementsOf(subject.database, read)).toHaveLength(1);
});

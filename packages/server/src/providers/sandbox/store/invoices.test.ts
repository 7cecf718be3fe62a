import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { rowsOf, type Database } from '../../../database/Database.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import type { InvoiceQuery } from '../../../provider/Provider.js';
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
  await multiply(subject.database, id);
}, 120_000);
afterAll(() => subject.close());

/** Copies the customer's one invoice into the past, one every six hours, all but each thousandth paid. */
async function multiply(database: Database, customer: string): Promise<void> {
  await database.execute(sql`
    insert into sandbox_invoices
    select i.project_id, i.customer_id, 'in_' || lpad(n::text, 6, '0') || 'copy', 'COPY-' || n, i.subscription_id,
      case when n % 1000 = 0 then 'open' else 'paid' end, i.currency, i.issued_at - (40000 - n) * interval '6 hours',
      i.due_at, i.paid_at, i.period_start, i.period_end, i.subtotal, i.tax, i.total, i.amount_paid, i.payment_status,
      i.payment_method, i.payment_failure, i.attempted_at, 0, null, null, i.lines, i.taxes, i.billed_to
    from sandbox_invoices i, generate_series(1, ${INVOICES}) n where i.customer_id = ${customer}`);
  await database.execute(sql`analyze sandbox_invoices`);
}

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
    const far = `${Date.parse('2020-01-01').toString(36)}.0`;
    const pages: (Partial<InvoiceQuery> & { status?: 'open' | 'paid' })[] = [
      {},
      { after: far },
      { status: 'open' },
      { status: 'paid', after: far },
      { year: 2021 },
      { year: 2021, status: 'open' },
    ];
    for (const page of pages) {
      const plan = await explain({ ...everything, ...page });
      // Where nearly all are paid, both indexes lead to those that are.
      const index = { open: 'by_status', paid: '(newest|by_status)', none: 'newest' }[page.status ?? 'none'];
      expect(plan).toMatch(new RegExp(`Index Scan using sandbox_invoices_${index}`));
      expect(plan).not.toMatch(/Sort|Seq Scan|Bitmap/);
      // Whatever is read and then thrown away would grow with the number of invoices.
      expect(plan).not.toContain('Rows Removed by Filter');
      expect(buffersOf(plan)).toBeLessThanOrEqual(30);
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
  const { session } = subject.database as unknown as {
    session: { prepareQuery: (...args: never[]) => unknown };
  };
  const billing = subject.billing({ id: many.customer });
  const [subscription] = await billing.listSubscriptions();
  const { invoices } = await billing.listInvoices(everything);
  const statements = vi.spyOn(session, 'prepareQuery');
  const reads: (() => Promise<unknown>)[] = [
    () => billing.listPlans(),
    () => billing.listSubscriptions(),
    () => billing.getSubscription(subscription!.id),
    () => billing.listInvoices({ ...everything, year: 2025, status: 'paid' }),
    () => billing.getInvoice(invoices[0]!.id),
  ];
  for (const read of reads) {
    statements.mockClear();
    expect(await read()).toBeTruthy();
    expect(statements).toHaveBeenCalledTimes(1);
  }
  statements.mockRestore();
});

/** How the very statement of a query is carried out. */
async function explain(query: InvoiceQuery): Promise<string> {
  const plan: string[] = [];
  const { session } = subject.database as unknown as { session: { prepareQuery: (query: never) => unknown } };
  const prepare = vi.spyOn(session, 'prepareQuery');
  await listInvoiceRows(subject.database, many, query);
  const { sql: text, params } = prepare.mock.calls[0]![0] as { sql: string; params: unknown[] };
  prepare.mockRestore();
  const parts = text.split(/\$\d+/);
  const statement = sql.join(
    parts.flatMap((part, at) => (at === 0 ? [sql.raw(part)] : [sql`${params[at - 1]}`, sql.raw(part)])),
  );
  for (const row of await rowsOf<Record<string, string>>(
    subject.database,
    sql`explain (analyze, buffers) ${statement}`,
  )) {
    plan.push(...Object.values(row));
  }
  return plan.join('\n');
}

/** Pages that were touched while it ran, not while it was planned. */
function buffersOf(plan: string): number {
  const [, hit = '0', read = '0'] = /Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(plan) ?? [];
  return Number(hit) + Number(read);
}

import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Database } from '../../../database/Database.js';
import { BillfoldError } from '../../../errors.js';
import type { InvoiceQuery } from '../../../provider/CustomerBilling.js';
import { ofCustomer, type CustomerKey } from './customers.js';
import type { InvoiceRow, InvoiceSummaryRow } from './invoiceRows.js';
import { sandboxInvoices } from './schema.js';

const { lines: _lines, taxes: _taxes, billedTo: _billedTo, ...summary } = getTableColumns(sandboxInvoices);

/**
 * One page of a customer's invoices, newest first, by one statement that begins in the index where the page
 * before ended: it costs the same on the first page and on the last of a million.
 */
export async function listInvoiceRows(
  database: Database,
  customer: CustomerKey,
  { limit, after, status, year }: InvoiceQuery,
): Promise<{ rows: InvoiceSummaryRow[]; next: string | null }> {
  const { issuedAt, id } = sandboxInvoices;
  const from = after === null ? null : readPosition(after);
  const rows = await database
    .select(summary)
    .from(sandboxInvoices)
    .where(
      and(
        ofCustomer(sandboxInvoices, customer),
        from === null
          ? undefined
          : sql`(${issuedAt}, ${id}) < (${from.issuedAt}::timestamptz, ${from.id}::text)`,
        status === null ? undefined : eq(sandboxInvoices.status, status),
        year === null ? undefined : sql`${issuedAt} >= ${yearStart(year)}::timestamptz`,
        year === null ? undefined : sql`${issuedAt} < ${yearStart(year + 1)}::timestamptz`,
      ),
    )
    .orderBy(desc(issuedAt), desc(id))
    // One more than asked for tells whether there is another page, without counting.
    .limit(limit + 1);
  const last = rows[limit - 1];
  return { rows: rows.slice(0, limit), next: rows.length > limit && last ? positionOf(last) : null };
}

export async function findInvoiceRow(
  database: Database,
  customer: CustomerKey,
  id: string,
): Promise<InvoiceRow | null> {
  const [row] = await database
    .select()
    .from(sandboxInvoices)
    .where(and(ofCustomer(sandboxInvoices, customer), eq(sandboxInvoices.id, id)));
  return row ?? null;
}

/** A position is the place of an invoice in the list, so it stays where it is when newer ones are issued. */
function positionOf({ issuedAt, id }: InvoiceSummaryRow): string {
  return `${issuedAt.getTime().toString(36)}.${id.slice('in_'.length)}`;
}

/** @throws BillfoldError `invalid_cursor` for anything that `positionOf` does not write. */
function readPosition(position: string): { issuedAt: string; id: string } {
  const [, time, id] = /^(-?[0-9a-z]{1,9})\.([0-9a-z]{1,64})$/.exec(position) ?? [];
  const instant = new Date(parseInt(time ?? '', 36));
  // Years beyond four digits are written in a way that PostgreSQL does not read, and were never ours.
  if (
    id === undefined ||
    !(instant.getTime() < Date.UTC(10_000, 0)) ||
    !(instant.getTime() >= Date.UTC(1, 0))
  ) {
    throw new BillfoldError('invalid_cursor');
  }
  return { issuedAt: instant.toISOString(), id: `in_${id}` };
}

const yearStart = (year: number) => `${String(year).padStart(4, '0')}-01-01T00:00:00Z`;

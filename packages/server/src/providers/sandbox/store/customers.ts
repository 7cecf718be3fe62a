import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Database } from '../../../database/Database.js';
import { writeOnce } from '../../../database/writeOnce.js';
import type { BillingCustomer, UnitOfWork } from '../../../provider/Provider.js';
import { invoicePrefix } from '../engine/numbers.js';
import { sandboxCustomers } from './schema.js';

export type CustomerRow = typeof sandboxCustomers.$inferSelect;

/** Which customer, of which project. */
export type CustomerKey = Pick<CustomerRow, 'project' | 'customer'>;

/** Keeps what is printed on invoices, and gives a new customer the beginning of their invoice numbers. */
export async function saveCustomer(customer: BillingCustomer, { database }: UnitOfWork): Promise<void> {
  const { project, id, reference, name, email, address, taxId } = customer;
  const copy = { reference, name, email, address, taxId };
  for (let attempt = 0; ; attempt++) {
    const row = { project, customer: id, ...copy, invoicePrefix: invoicePrefix(id, attempt) };
    const inserted = await database
      .insert(sandboxCustomers)
      .values(row)
      .onConflictDoNothing()
      .returning({ customer: sandboxCustomers.customer });
    if (inserted.length > 0) return;

    const updated = await database
      .update(sandboxCustomers)
      .set(copy)
      .where(ofCustomer(sandboxCustomers, { project, customer: id }))
      .returning({ customer: sandboxCustomers.customer });
    if (updated.length > 0) return;
    // Neither new nor known: somebody else in the project has this prefix.
  }
}

/**
 * The customer's row, or null when the sandbox was never told of them.
 * @param options.locked nobody else touches it until the transaction ends.
 */
export async function findCustomer(
  database: Database,
  key: CustomerKey,
  { locked = false } = {},
): Promise<CustomerRow | null> {
  const [row] = await (locked ? lockCustomers : findCustomers)(database, key);
  return row ?? null;
}

/** The row of a customer who must be there, which nobody else touches until the transaction ends. */
export async function lockCustomer(database: Database, key: CustomerKey): Promise<CustomerRow> {
  const row = await findCustomer(database, key, { locked: true });
  if (!row) throw new Error(`The sandbox was never told of customer ${key.customer}.`);
  return row;
}

/**
 * A customer to whom something happens until `to`, locked; null when there is none left. Waits for one whom
 * somebody else is working on, and then looks again: who gets null knows that all is done.
 */
export async function lockNextDue(
  database: Database,
  project: string,
  to: Date,
): Promise<CustomerRow | null> {
  const [row] = await database
    .select()
    .from(sandboxCustomers)
    .where(and(eq(sandboxCustomers.project, project), lte(sandboxCustomers.dueAt, to)))
    .orderBy(asc(sandboxCustomers.dueAt))
    .limit(1)
    .for('update');
  return row ?? null;
}

/** The sandbox's customer with this reference of the merchant's, or null. */
export async function findCustomerId(
  database: Database,
  project: string,
  reference: string,
): Promise<string | null> {
  const [row] = await database
    .select({ customer: sandboxCustomers.customer })
    .from(sandboxCustomers)
    .where(and(eq(sandboxCustomers.project, project), eq(sandboxCustomers.reference, reference)));
  return row?.customer ?? null;
}

/** Rows of a customer-scoped table that are this customer's. */
export const ofCustomer = (
  table: { project: AnyPgColumn; customer: AnyPgColumn },
  { project, customer }: CustomerKey | typeof asked,
) => and(eq(table.project, project), eq(table.customer, customer));

/** Which customer it is, where a query is written before that is known. */
export const asked = { project: sql.placeholder('project'), customer: sql.placeholder('customer') };

const findCustomers = writeOnce((database) =>
  database.select().from(sandboxCustomers).where(ofCustomer(sandboxCustomers, asked)),
);
const lockCustomers = writeOnce((database) =>
  database.select().from(sandboxCustomers).where(ofCustomer(sandboxCustomers, asked)).for('update'),
);

import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Database } from '../../../database/Database.js';
import { writeOnce } from '../../../database/writeOnce.js';
import type { BillingCustomer, UnitOfWork } from '../../../provider/Provider.js';
import { invoicePrefix } from '../engine/numbers.js';
import type { Millis } from '../engine/periods.js';
import { holdClock, readClock } from './clock.js';
import { sandboxCustomers } from './schema.js';
import { reconcileTaxIds } from './taxIds.js';

export type CustomerRow = typeof sandboxCustomers.$inferSelect;

/** Which customer, of which project. */
export type CustomerKey = Pick<CustomerRow, 'project' | 'customer'>;

/**
 * Keeps what is printed on invoices, and gives a new customer the beginning of their invoice numbers. Tax ids that are
 * there already keep their ids, and what was found out about them.
 */
export async function saveCustomer(customer: BillingCustomer, unit: UnitOfWork): Promise<void> {
  await unit.database.transaction(async (database) => {
    const at = ((await readClock(database, customer.project)) ?? unit.now).getTime();
    const known = await lockOrInsert(database, customer, at);
    if (!known) return;
    const { taxIds: entries, ...copy } = copyOf(customer);
    const taxIds = await reconcileTaxIds(known.taxIds, entries, at);
    await changeCustomer(database, known, { ...copy, taxIds });
  });
}

/**
 * Makes sure that the sandbox knows a customer, who may be older than it is. What it knows already stays: it may be newer
 * than what the caller was given. Time first, then the customer: whoever advances time takes them in the same order.
 *
 * @returns the sandbox's time, which stands still until the transaction ends.
 */
export async function ensureCustomer(customer: BillingCustomer, unit: UnitOfWork): Promise<Date> {
  return unit.database.transaction(async (database) => {
    const now = await holdClock({ ...unit, database }, customer.project);
    await lockOrInsert(database, customer, now.getTime());
    return now;
  });
}

/** The row of a customer, locked; null for one who was not known, and is now. */
async function lockOrInsert(
  database: Database,
  customer: BillingCustomer,
  at: Millis,
): Promise<CustomerRow | null> {
  const key = { project: customer.project, customer: customer.id };
  for (let attempt = 0; ; attempt++) {
    const known = await findCustomer(database, key, { locked: true });
    if (known) return known;
    const copy = copyOf(customer);
    const taxIds = await reconcileTaxIds([], copy.taxIds, at);
    const row = { ...key, ...copy, taxIds, invoicePrefix: invoicePrefix(customer.id, attempt) };
    const inserted = await database
      .insert(sandboxCustomers)
      .values(row)
      .onConflictDoNothing()
      .returning({ customer: sandboxCustomers.customer });
    if (inserted.length > 0) return null;
    // Somebody else has just told of them, or somebody else in the project has this prefix.
  }
}

/** What the sandbox keeps of what the portal knows of a customer. */
function copyOf({ project: _, id: _id, createdAt: _at, ...copy }: BillingCustomer) {
  return copy;
}

/** Writes what is known of a customer. Their row must be locked. */
export async function changeCustomer(
  database: Database,
  key: CustomerKey,
  changes: Partial<typeof sandboxCustomers.$inferInsert>,
): Promise<void> {
  await database.update(sandboxCustomers).set(changes).where(ofCustomer(sandboxCustomers, key));
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

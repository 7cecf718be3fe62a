import { and, asc, eq, sql } from 'drizzle-orm';
import type { Database } from '../../../database/Database.js';
import { writeOnce } from '../../../database/writeOnce.js';
import type { Account } from '../engine/account.js';
import type { Progress } from '../engine/draft.js';
import { asked, ofCustomer, type CustomerRow } from './customers.js';
import { insertMany } from './insertMany.js';
import { atInstant } from './instants.js';
import { toInvoiceRow, toInvoiceState, toInvoiceStateRow } from './invoiceRows.js';
import { countRedemptions } from './redemptions.js';
import { sandboxCustomers, sandboxInvoices, sandboxSubscriptions } from './schema.js';
import { nextSettlement } from './setupIntents.js';
import { listLivingRows, toSubscriptionChanges, toSubscriptionState } from './subscriptionRows.js';

/** Invoices that are inserted by one statement, which is some megabyte of JSON. */
const CHUNK = 1_000;

/** Reads all that decides what happens next to a customer. Their row must be locked. */
export async function loadAccount(database: Database, row: CustomerRow): Promise<Account> {
  const { invoicePrefix, invoicesIssued, balance, nextCharge } = row;
  const { kind, name, email, phone, address, purchaseOrder, taxIds } = row;
  const subscriptions = await listLivingRows(database, row);
  const openInvoices = await listOpenInvoices(database, row);
  return {
    invoicePrefix,
    invoicesIssued,
    billedTo: { kind, name, email, phone, address, purchaseOrder, taxIds },
    subscriptions: subscriptions.map(toSubscriptionState),
    openInvoices: openInvoices.map(toInvoiceState),
    balance,
    nextCharge,
  };
}

const listOpenInvoices = writeOnce((database) =>
  database
    .select()
    .from(sandboxInvoices)
    .where(and(ofCustomer(sandboxInvoices, asked), eq(sandboxInvoices.status, 'open')))
    .orderBy(asc(sandboxInvoices.issuedAt), asc(sandboxInvoices.id)),
);

/**
 * Writes what time, or somebody, has brought about, in the transaction that holds the lock.
 * @param before the account that the engine was given.
 */
export async function saveProgress(
  database: Database,
  row: CustomerRow,
  before: Account,
  progress: Progress,
): Promise<void> {
  await countRedemptions(database, row, before, progress);
  for (const subscription of progress.changedSubscriptions) {
    await database
      .update(sandboxSubscriptions)
      .set(toSubscriptionChanges(subscription))
      .where(and(ofCustomer(sandboxSubscriptions, row), eq(sandboxSubscriptions.id, subscription.id)));
  }
  for (const invoice of progress.changedInvoices) {
    await database
      .update(sandboxInvoices)
      .set(toInvoiceStateRow(invoice))
      .where(and(ofCustomer(sandboxInvoices, row), eq(sandboxInvoices.id, invoice.id)));
  }
  for (let start = 0; start < progress.issued.length; start += CHUNK) {
    const chunk = progress.issued.slice(start, start + CHUNK);
    await insertMany(
      database,
      sandboxInvoices,
      chunk.map((invoice) => toInvoiceRow(row, invoice)),
    );
  }
  const { invoicesIssued, balance, nextCharge } = progress.account;
  await database
    .update(sandboxCustomers)
    .set({
      invoicesIssued,
      balance,
      nextCharge,
      dueAt: sql`least(${progress.dueAt === null ? null : atInstant(progress.dueAt)}::timestamptz, ${nextSettlement(row)})`,
    })
    .where(ofCustomer(sandboxCustomers, row));
}

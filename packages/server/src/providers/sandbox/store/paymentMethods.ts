import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { makeId } from '../../../access/secrets.js';
import type { Database } from '../../../database/Database.js';
import { BillfoldError } from '../../../errors.js';
import {
  expiresAt,
  testMethods,
  usualExpiry,
  type Expiry,
  type PaymentMethodState,
  type TestMethod,
} from '../engine/paymentMethods.js';
import { ofCustomer, type CustomerKey } from './customers.js';
import { sandboxCustomers, sandboxPaymentMethods } from './schema.js';

export type PaymentMethodRow = typeof sandboxPaymentMethods.$inferSelect;

/** A test method that is to be put on file. */
export interface NewPaymentMethod {
  method: TestMethod;
  /** As it is printed on a card. */
  expiry: Expiry | null;
  holder: string | null;
}

/** Puts a test method on file. The customer's row must be locked. */
export async function insertPaymentMethod(
  database: Database,
  { project, customer }: CustomerKey,
  { method, expiry, holder }: NewPaymentMethod,
  at: Date,
): Promise<PaymentMethodRow> {
  const { type } = testMethods[method].name;
  const printed = type === 'card' ? expiry : null;
  const reference = makeId('').slice(1, 13).toUpperCase();
  const [row] = await database
    .insert(sandboxPaymentMethods)
    .values({
      project,
      customer,
      id: makeId('pm'),
      method,
      createdAt: at,
      position: sql`(select coalesce(max(${sandboxPaymentMethods.position}), 0) + 1 from ${sandboxPaymentMethods}
        where ${ofCustomer(sandboxPaymentMethods, { project, customer })})`,
      holder,
      expMonth: printed?.month ?? null,
      expYear: printed?.year ?? null,
      mandate: type === 'sepa_debit' ? { reference, acceptedAt: at.getTime() } : null,
    })
    .returning();
  return row!;
}

/** By the order in which they came; those from before it was counted, by the instant. */
export const newestFirst = [
  desc(sandboxPaymentMethods.position),
  desc(sandboxPaymentMethods.createdAt),
  desc(sandboxPaymentMethods.id),
];

/** What is on file of a customer, the newest first. */
export function listPaymentMethodRows(database: Database, key: CustomerKey): Promise<PaymentMethodRow[]> {
  return database
    .select()
    .from(sandboxPaymentMethods)
    .where(and(ofCustomer(sandboxPaymentMethods, key), isNull(sandboxPaymentMethods.removedAt)))
    .orderBy(...newestFirst);
}

/** One that is on file, as the engine goes by it; null when it is not the customer's, or was removed. */
export async function findPaymentMethod(
  database: Database,
  key: CustomerKey,
  id: string,
): Promise<PaymentMethodState | null> {
  const rows = await listPaymentMethodRows(database, key);
  const found = rows.find((row) => row.id === id);
  return found ? toPaymentMethodState(found) : null;
}

/** Whether anything is on file. */
export async function hasPaymentMethods(database: Database, key: CustomerKey): Promise<boolean> {
  const rows = await listPaymentMethodRows(database, key);
  return rows.length > 0;
}

/** Takes a payment method off file: nothing is charged to it any more. What invoices say of it stays. */
export async function takeOffFile(database: Database, key: CustomerKey, id: string, at: Date): Promise<void> {
  const { id: itsId, removedAt } = sandboxPaymentMethods;
  await database
    .update(sandboxPaymentMethods)
    .set({ removedAt: at })
    .where(and(ofCustomer(sandboxPaymentMethods, key), eq(itsId, id), isNull(removedAt)));
  await database
    .update(sandboxCustomers)
    .set({ defaultPaymentMethod: null })
    .where(and(ofCustomer(sandboxCustomers, key), eq(sandboxCustomers.defaultPaymentMethod, id)));
}

/**
 * Finds a test method on file that can still be charged, or puts it there. The first one becomes the default.
 *
 * @param wanted.expiry null: any, and of a new card what is usual.
 * @param times when it is put on file, and the sandbox's time as it is.
 */
export async function savePaymentMethod(
  database: Database,
  key: CustomerKey,
  wanted: NewPaymentMethod,
  { at, now }: { at: Date; now: Date },
): Promise<PaymentMethodState> {
  const onFile = await listPaymentMethodRows(database, key);
  const states = onFile.filter((row) => row.method === wanted.method).map(toPaymentMethodState);
  const usable = states.find(({ expiresAt }) => expiresAt === null || expiresAt > now.getTime());
  if (wanted.expiry === null && usable) return usable;
  const expiry = wanted.expiry ?? usualExpiry(wanted.method, now.getTime());
  const added = await insertPaymentMethod(database, key, { ...wanted, expiry }, at);
  if (onFile.length === 0) await saveDefault(database, key, added.id);
  return toPaymentMethodState(added);
}

/** Decides what new subscriptions are charged to; null: nothing. */
export async function saveDefault(database: Database, key: CustomerKey, id: string | null): Promise<void> {
  await database
    .update(sandboxCustomers)
    .set({ defaultPaymentMethod: id })
    .where(ofCustomer(sandboxCustomers, key));
}

/**
 * Lets the card that is the default run out with the month before this one.
 * @throws BillfoldError `invalid_request` where the default is no card, or there is none.
 */
export async function letDefaultExpire(database: Database, key: CustomerKey, now: Date): Promise<void> {
  const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1));
  const { defaultPaymentMethod } = sandboxCustomers;
  const isDefault = sql`${sandboxPaymentMethods.id} = (select ${defaultPaymentMethod} from ${sandboxCustomers}
    where ${ofCustomer(sandboxCustomers, key)})`;
  const expired = await database
    .update(sandboxPaymentMethods)
    .set({ expMonth: last.getUTCMonth() + 1, expYear: last.getUTCFullYear() })
    .where(and(ofCustomer(sandboxPaymentMethods, key), isDefault, isNotNull(sandboxPaymentMethods.expMonth)))
    .returning({ id: sandboxPaymentMethods.id });
  if (expired.length > 0) return;
  const message = 'there is no card that is the default';
  throw new BillfoldError('invalid_request', { fields: [{ path: 'expireCard', message }] });
}

/** As the engine goes by it. */
export function toPaymentMethodState(
  row: Pick<PaymentMethodRow, 'id' | 'method' | 'expMonth' | 'expYear'>,
): PaymentMethodState {
  const expiry = toExpiry(row);
  return { id: row.id, method: row.method, expiresAt: expiry && expiresAt(expiry) };
}

export function toExpiry({
  expMonth,
  expYear,
}: Pick<PaymentMethodRow, 'expMonth' | 'expYear'>): Expiry | null {
  return expMonth === null || expYear === null ? null : { month: expMonth, year: expYear };
}

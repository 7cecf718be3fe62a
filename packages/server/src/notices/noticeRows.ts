import { and, eq, inArray, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Database } from '../database/Database.js';
import { providerNotices } from '../database/remoteSchema.js';
import type { Notice, NoticeObject } from '../provider/Provider.js';

/** A notice that nobody has looked into yet. */
export interface OpenNotice {
  id: string;
  object: NoticeObject;
  objectId: string;
}

/**
 * How long the customer's own page has to say what it knows better than any notice: whom a new payment method is to be charged for,
 * and that it was they who have added or removed it.
 */
const OWN_WORD_MS = 60_000;

/** How long it takes at most until a customer whom the provider knows already is known here. */
const STRANGER_MS = 60_000;

/** Longer than the month for which providers send the same notice again. */
const KEPT_MS = 35 * 24 * 60 * 60_000;

/** Writes a notice down, once however often it comes. When this returns it is kept for good. */
export async function insertNotice(
  database: Database,
  provider: string,
  { id, type, createdAt, about }: Notice,
  now: Date,
): Promise<void> {
  const waits = about?.object === 'setup_intent' || about?.object === 'payment_method';
  await database
    .insert(providerNotices)
    .values({
      provider,
      id,
      type,
      providerCustomer: about?.providerCustomer ?? null,
      object: about?.object ?? null,
      objectId: about?.id ?? null,
      createdAt,
      receivedAt: now,
      dueAt: new Date(now.getTime() + (waits ? OWN_WORD_MS : 0)),
      settledAt: about ? null : now,
    })
    .onConflictDoNothing();
}

/** What is to be looked into of a customer of the provider, in the order in which it has come. */
export async function listOpenNotices(
  database: Database,
  provider: string,
  providerCustomer: string,
  now: Date,
): Promise<OpenNotice[]> {
  const { id, object, objectId, dueAt, settledAt } = providerNotices;
  const rows = await database
    .select({ id, object, objectId })
    .from(providerNotices)
    .where(
      and(
        eq(providerNotices.providerCustomer, providerCustomer),
        eq(providerNotices.provider, provider),
        isNull(settledAt),
        lte(dueAt, now),
      ),
    )
    .orderBy(dueAt, id);
  return rows as OpenNotice[];
}

/** Writes down that notices were looked into, in the transaction that tells what was found. */
export async function settle(
  database: Database,
  provider: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await database
    .update(providerNotices)
    .set({ settledAt: now })
    .where(and(eq(providerNotices.provider, provider), inArray(providerNotices.id, [...ids])));
}

/** Passes over what was said of customers whom the portal does not know, and forgets what can not come again. Called now and then. */
export async function forgetOldNotices(database: Database, now: Date): Promise<void> {
  const { dueAt, settledAt, receivedAt } = providerNotices;
  await database
    .update(providerNotices)
    .set({ settledAt: now })
    .where(
      and(
        isNull(settledAt),
        lt(dueAt, new Date(now.getTime() - STRANGER_MS)),
        sql`not exists (select 1 from customers where customers.provider_customer = ${providerNotices.providerCustomer})`,
      ),
    );
  await database.delete(providerNotices).where(lt(receivedAt, new Date(now.getTime() - KEPT_MS)));
}

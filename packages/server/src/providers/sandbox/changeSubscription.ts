import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../../database/Database.js';
import { currentPeriod } from './engine/account.js';
import type { TestMethod } from './engine/paymentMethods.js';
import { loadAccount } from './store/account.js';
import { lockCustomer, ofCustomer, type CustomerKey } from './store/customers.js';
import { savePaymentMethod } from './store/paymentMethods.js';
import { sandboxSubscriptions } from './store/schema.js';

/** Pays a subscription by something else from now on. */
export async function changePaymentMethod(
  database: Database,
  customer: CustomerKey,
  subscription: string,
  method: TestMethod | null,
  now: Date,
): Promise<void> {
  await lockCustomer(database, customer);
  const paymentMethod = await savePaymentMethod(database, customer, method, now);
  await change(database, customer, subscription, { paymentMethod });
}

/** Lets a subscription that has not ended end with the period that it is in. */
export async function cancelAtPeriodEnd(
  database: Database,
  customer: CustomerKey,
  subscription: string,
  now: Date,
): Promise<void> {
  const { subscriptions } = await loadAccount(database, await lockCustomer(database, customer));
  const state = subscriptions.find(({ id }) => id === subscription);
  if (!state) return;
  await change(database, customer, subscription, {
    cancelAt: new Date(currentPeriod(state).endAt),
    canceledAt: now,
  });
}

async function change(
  database: Database,
  customer: CustomerKey,
  subscription: string,
  changes: Partial<typeof sandboxSubscriptions.$inferInsert>,
): Promise<void> {
  await database
    .update(sandboxSubscriptions)
    .set({ ...changes, version: sql`${sandboxSubscriptions.version} + 1` })
    .where(
      and(
        ofCustomer(sandboxSubscriptions, customer),
        eq(sandboxSubscriptions.id, subscription),
        isNull(sandboxSubscriptions.endedAt),
      ),
    );
}

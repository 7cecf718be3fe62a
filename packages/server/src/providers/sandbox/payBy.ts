import { and, eq } from 'drizzle-orm';
import type { Database } from '../../database/Database.js';
import { changePaymentMethod } from './engine/adjust.js';
import type { TestMethod } from './engine/paymentMethods.js';
import { loadAccount, saveProgress } from './store/account.js';
import { lockCustomer, ofCustomer, type CustomerKey } from './store/customers.js';
import { savePaymentMethod } from './store/paymentMethods.js';
import { sandboxSubscriptions } from './store/schema.js';

/**
 * Charges subscriptions to something else from now on.
 * @param subscriptions null: all that have not ended.
 * @param method null: nothing is on file.
 */
export async function payBy(
  database: Database,
  customer: CustomerKey,
  subscriptions: readonly string[] | null,
  method: TestMethod | null,
  now: Date,
): Promise<void> {
  const row = await lockCustomer(database, customer);
  const paymentMethod = await savePaymentMethod(database, customer, method, now);
  const account = await loadAccount(database, row);
  const progress = changePaymentMethod(account, subscriptions, method);
  await saveProgress(database, row, account, progress);
  for (const { id } of progress.changedSubscriptions) {
    await database
      .update(sandboxSubscriptions)
      .set({ paymentMethod })
      .where(and(ofCustomer(sandboxSubscriptions, customer), eq(sandboxSubscriptions.id, id)));
  }
}

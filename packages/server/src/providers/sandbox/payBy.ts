import { and, inArray, isNull, sql } from 'drizzle-orm';
import type { Database } from '../../database/Database.js';
import type { TestMethod } from './engine/paymentMethods.js';
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
  await lockCustomer(database, customer);
  const paymentMethod = await savePaymentMethod(database, customer, method, now);
  await database
    .update(sandboxSubscriptions)
    .set({ paymentMethod, version: sql`${sandboxSubscriptions.version} + 1` })
    .where(
      and(
        ofCustomer(sandboxSubscriptions, customer),
        subscriptions === null ? undefined : inArray(sandboxSubscriptions.id, [...subscriptions]),
        isNull(sandboxSubscriptions.endedAt),
      ),
    );
}

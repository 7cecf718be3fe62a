import type { Database } from '../../../database/Database.js';
import { lockCustomer, ofCustomer, type CustomerKey } from './customers.js';
import { takeAllBack } from './redemptions.js';
import {
  sandboxCustomers,
  sandboxInvoices,
  sandboxPaymentMethods,
  sandboxSetupIntents,
  sandboxSubscriptions,
} from './schema.js';

/**
 * Makes somebody of a customer who never bought anything. Their invoices go on being numbered where they were: no
 * number, and no id, ever means two invoices.
 */
export async function forgetBilling(database: Database, key: CustomerKey): Promise<void> {
  await lockCustomer(database, key);
  await takeAllBack(database, key);
  for (const table of [sandboxInvoices, sandboxSubscriptions, sandboxSetupIntents, sandboxPaymentMethods]) {
    await database.delete(table).where(ofCustomer(table, key));
  }
  await database
    .update(sandboxCustomers)
    .set({ currency: null, balance: 0n, nextCharge: 'usual', defaultPaymentMethod: null, dueAt: null })
    .where(ofCustomer(sandboxCustomers, key));
}

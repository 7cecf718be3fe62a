import type { Database } from '../../database/Database.js';
import { chargeTo } from './billing/putOnFile.js';
import { removePaymentMethod } from './engine/adjust.js';
import type { TestMethod } from './engine/paymentMethods.js';
import { loadAccount, saveProgress } from './store/account.js';
import { lockCustomer, type CustomerKey } from './store/customers.js';
import {
  listPaymentMethodRows,
  saveDefault,
  savePaymentMethod,
  takeOffFile,
} from './store/paymentMethods.js';
import { forgetPendingDefaults } from './store/setupIntents.js';

/** What somebody pays by from now on. */
export interface PaidBy {
  /** Null: nothing is on file. */
  method: TestMethod | null;
  /** Which subscriptions; null: all that have not ended. */
  subscriptions: readonly string[] | null;
  /** Whether what nothing is charged to any more goes off file. */
  replaces: boolean;
}

/** When it happens, and the sandbox's time as it is: history is written in the past. */
export interface Times {
  at: Date;
  now: Date;
}

/** Charges subscriptions to a test method from now on, which is put on file where it is not, and becomes the default. */
export async function payBy(
  database: Database,
  customer: CustomerKey,
  { method, subscriptions, replaces }: PaidBy,
  times: Times,
): Promise<void> {
  const row = await lockCustomer(database, customer);
  const account = await loadAccount(database, row);
  const paymentMethod =
    method && (await savePaymentMethod(database, row, { method, expiry: null, holder: null }, times));
  if (paymentMethod) {
    await saveDefault(database, row, paymentMethod.id);
    await forgetPendingDefaults(database, row);
  }
  const ids = subscriptions ?? account.subscriptions.map(({ id }) => id);
  await chargeTo({ database, row, account }, ids, paymentMethod);
  if (replaces || !paymentMethod) await takeUnusedOffFile(database, row, paymentMethod?.id ?? null, times.at);
}

/** Takes off file what no subscription is charged to, but for one. */
async function takeUnusedOffFile(
  database: Database,
  customer: CustomerKey,
  kept: string | null,
  at: Date,
): Promise<void> {
  for (const { id } of await listPaymentMethodRows(database, customer)) {
    const row = await lockCustomer(database, customer);
    const account = await loadAccount(database, row);
    if (id === kept || account.subscriptions.some(({ paymentMethod }) => paymentMethod?.id === id)) continue;
    await saveProgress(database, row, account, removePaymentMethod(account, id, null));
    await takeOffFile(database, row, id, at);
  }
}

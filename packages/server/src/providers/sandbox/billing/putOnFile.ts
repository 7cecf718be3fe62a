import type { Database } from '../../../database/Database.js';
import type { Moved } from '../../../provider/CustomerBilling.js';
import type { Account } from '../engine/account.js';
import { changePaymentMethod } from '../engine/adjust.js';
import type { Progress } from '../engine/draft.js';
import type { PaymentMethodState } from '../engine/paymentMethods.js';
import { saveProgress } from '../store/account.js';
import type { CustomerRow } from '../store/customers.js';
import {
  hasPaymentMethods,
  insertPaymentMethod,
  saveDefault,
  toExpiry,
  toPaymentMethodState,
  type NewPaymentMethod,
} from '../store/paymentMethods.js';
import type { SetupChoice } from '../store/schema.js';
import { updateSetupIntent, type SetupIntentRow } from '../store/setupIntents.js';
import { toSubscription } from '../store/subscriptionResource.js';
import { listLivingRows } from '../store/subscriptionRows.js';

/** A customer's account, whose row is locked. */
interface LockedAccount {
  database: Database;
  row: CustomerRow;
  account: Account;
}

/**
 * Puts a payment method on file. The first one becomes the default and is what subscriptions without any are charged to,
 * whatever was chosen.
 */
export async function putOnFile(
  locked: LockedAccount,
  added: NewPaymentMethod,
  { makeDefault, subscriptions }: SetupChoice,
  at: Date,
): Promise<{ id: string; moved: Moved[] }> {
  const { database, row, account } = locked;
  const isFirst = !(await hasPaymentMethods(database, row));
  const paymentMethod = toPaymentMethodState(await insertPaymentMethod(database, row, added, at));
  if (isFirst || makeDefault) await saveDefault(database, row, paymentMethod.id);
  const moved = await chargeTo(
    locked,
    account.subscriptions
      .filter(
        (subscription) =>
          (makeDefault && (subscriptions === 'all' || subscriptions.includes(subscription.id))) ||
          (isFirst && subscription.paymentMethod === null),
      )
      .map(({ id }) => id),
    paymentMethod,
  );
  return { id: paymentMethod.id, moved };
}

/** Puts on file what an intent was confirmed with. */
export async function putIntentOnFile(
  locked: LockedAccount,
  intent: SetupIntentRow,
  choice: SetupChoice,
  at: Date,
): ReturnType<typeof putOnFile> {
  const { method, holder } = intent;
  const added = { method: method!, expiry: toExpiry(intent), holder };
  const put = await putOnFile(locked, added, choice, at);
  const done = { status: 'succeeded', paymentMethod: put.id } as const;
  await updateSetupIntent(locked.database, locked.row, intent.id, done);
  return put;
}

/**
 * Charges living subscriptions to something else from now on. Nothing is charged by it.
 * @returns those that were charged to something else before.
 */
export async function chargeTo(
  locked: LockedAccount,
  ids: readonly string[],
  paymentMethod: PaymentMethodState | null,
): Promise<Moved[]> {
  const progress = changePaymentMethod(locked.account, ids, paymentMethod);
  return progress.changedSubscriptions.length > 0 ? saveMoved(locked, progress) : [];
}

/** Writes what is charged to something else from now on. @returns each of those subscriptions, as it was and as it is. */
export async function saveMoved(
  { database, row, account }: LockedAccount,
  progress: Progress,
): Promise<Moved[]> {
  const changed = new Set(progress.changedSubscriptions.map(({ id }) => id));
  const read = async () => {
    const rows = await listLivingRows(database, row);
    return rows.filter(({ subscription }) => changed.has(subscription.id)).map(toSubscription);
  };
  const before = await read();
  await saveProgress(database, row, account, progress);
  const after = await read();
  return before.map((subscription, index) => ({ before: subscription, after: after[index]! }));
}

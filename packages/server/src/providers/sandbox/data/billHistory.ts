import type { Database } from '../../../database/Database.js';
import { advanceCustomer } from '../advanceTo.js';
import { cancelAtPeriodEnd, changePaymentMethod } from '../changeSubscription.js';
import type { BillingTerms } from '../engine/terms.js';
import { BillfoldError } from '../../../errors.js';
import { startSubscription } from '../startSubscription.js';
import { lockCustomer, type CustomerKey } from '../store/customers.js';
import type { ParsedCustomer } from './SandboxData.js';
import { readPointInTime } from './pointInTime.js';

/**
 * Starts subscriptions in the past and lets everything happen since then, up to `now`: the same engine that runs
 * when the clock is moved. Must run in a transaction.
 *
 * @throws BillfoldError `invalid_request`, naming the field by its path in `subscriptions`.
 */
export async function billHistory(
  database: Database,
  customer: CustomerKey,
  subscriptions: ParsedCustomer['subscriptions'],
  now: Date,
  terms: BillingTerms,
): Promise<void> {
  refuseChangesOutOfTime(subscriptions, now);
  const runUntil = async (to: Date) =>
    advanceCustomer(database, await lockCustomer(database, customer), to, terms);

  const ids: string[] = [];
  for (const [index, { price, quantity, startedAt, trialDays, paymentMethod }] of subscriptions.entries()) {
    const wanted = { price, quantity, startAt: readPointInTime(startedAt, now), trialDays, paymentMethod };
    const starting = startSubscription(database, customer, wanted, now);
    ids.push(await starting.catch((error: unknown) => Promise.reject(inSubscription(index, error))));
  }
  for (const { subscription, at, paymentMethod } of changesInOrder(subscriptions, now)) {
    // What falls due at the very instant is already paid by the new method.
    await runUntil(new Date(at.getTime() - 1));
    await changePaymentMethod(database, customer, ids[subscription]!, paymentMethod, at);
  }
  await runUntil(now);
  for (const [index, subscription] of subscriptions.entries()) {
    if (subscription.cancelAtPeriodEnd) await cancelAtPeriodEnd(database, customer, ids[index]!, now);
  }
  // Nothing is left to happen, but what was just changed decides when something will.
  await runUntil(now);
}

function changesInOrder(subscriptions: ParsedCustomer['subscriptions'], now: Date) {
  return subscriptions
    .flatMap(({ changes }, subscription) =>
      changes.map(({ at, paymentMethod }) => ({ subscription, paymentMethod, at: readPointInTime(at, now) })),
    )
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** History is written once: what is not between its beginning and its end would never happen, and nobody would be told. */
function refuseChangesOutOfTime(subscriptions: ParsedCustomer['subscriptions'], now: Date): void {
  const fields = subscriptions.flatMap(({ startedAt, changes }, subscription) =>
    changes.flatMap((change, index) => {
      const at = readPointInTime(change.at, now);
      const path = `subscriptions.${subscription}.changes.${index}.at`;
      if (at > now) {
        return [{ path, message: `must not be after the sandbox's time, which is ${now.toISOString()}` }];
      }
      const began = readPointInTime(startedAt, now);
      return at >= began ? [] : [{ path, message: 'must not be before the subscription began' }];
    }),
  );
  if (fields.length > 0) throw new BillfoldError('invalid_request', { fields });
}

/** Tells in which subscription the fault is, and calls its start what it is called in the data. */
function inSubscription(index: number, error: unknown): unknown {
  if (!(error instanceof BillfoldError) || error.fields === null) return error;
  const fields = error.fields.map(({ path, message }) => ({
    path: `subscriptions.${index}.${path === 'startAt' ? 'startedAt' : path}`,
    message,
  }));
  return new BillfoldError(error.code, { fields });
}

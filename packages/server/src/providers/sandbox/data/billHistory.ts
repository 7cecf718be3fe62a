import type { Database } from '../../../database/Database.js';
import { advanceCustomer } from '../advanceTo.js';
import type { Expiry } from '../engine/paymentMethods.js';
import type { BillingTerms } from '../engine/terms.js';
import { BillfoldError } from '../../../errors.js';
import { startSubscription } from '../startSubscription.js';
import { lockCustomer, type CustomerKey } from '../store/customers.js';
import type { ParsedCustomer } from './SandboxData.js';
import { cancelAtPeriodEnd, giveCoupon, makeChange } from './makeChange.js';
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
  const history = { database, customer, terms, now };
  for (const [
    index,
    { price, quantity, startedAt, trialDays, paymentMethod, cardRunsOut, coupon, managedBy },
  ] of subscriptions.entries()) {
    const startAt = readPointInTime(startedAt, now);
    const expiry = cardRunsOut === null ? null : monthOf(readPointInTime(cardRunsOut, now));
    const wanted = { price, quantity, startAt, trialDays, paymentMethod, expiry, managedBy };
    const start = async () => {
      const id = await startSubscription(database, customer, wanted, now, { fromOffer: false });
      if (coupon !== null) await giveCoupon(history, id, coupon, startAt);
      return id;
    };
    ids.push(await start().catch(inPlace(`subscriptions.${index}`)));
  }
  for (const { subscription, place, change, at } of changesInOrder(subscriptions, now)) {
    // What falls due at the very instant is already as it was changed.
    await runUntil(new Date(at.getTime() - 1));
    await makeChange(history, ids[subscription]!, change, at).catch(inPlace(place));
  }
  await runUntil(now);
  for (const [index, subscription] of subscriptions.entries()) {
    if (subscription.cancelAtPeriodEnd) await cancelAtPeriodEnd(history, ids[index]!, now);
  }
}

function monthOf(day: Date): Expiry {
  return { month: day.getUTCMonth() + 1, year: day.getUTCFullYear() };
}

function changesInOrder(subscriptions: ParsedCustomer['subscriptions'], now: Date) {
  return subscriptions
    .flatMap(({ changes }, subscription) =>
      changes.map((change, index) => ({
        subscription,
        place: `subscriptions.${subscription}.changes.${index}`,
        change,
        at: readPointInTime(change.at, now),
      })),
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

/** Tells where the fault is, and calls a start what it is called in the data. */
function inPlace(place: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof BillfoldError)) throw error;
    // What the engine refuses has no field of its own: it is the whole of the change that can not be.
    const faults = error.fields ?? [{ path: '', message: error.message }];
    const fields = faults.map(({ path, message }) => ({
      path: [place, path === 'startAt' ? 'startedAt' : path].filter(Boolean).join('.'),
      message,
    }));
    throw new BillfoldError('invalid_request', { fields, cause: error });
  };
}

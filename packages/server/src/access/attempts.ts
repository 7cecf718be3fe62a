import type { OperationName } from '@billfold/contract';
import { lt, sql } from 'drizzle-orm';
import type { Database } from '../database/Database.js';
import { attempts } from '../database/schema.js';
import { BillfoldError } from '../errors.js';
import type { BillingCustomer, UnitOfWork } from '../provider/Provider.js';

const HOUR_MS = 60 * 60_000;

/** How often a customer may try in an hour what card testers and impatient retries do too often. */
export const limits = {
  createSetupIntent: 10,
  payInvoice: 5,
} as const;

/**
 * Counts a try, and refuses the one too many with the time after which it is possible again. It is counted in the
 * transaction of the try: one that was thrown out before it did anything is not counted, one that was refused is.
 *
 * @param kind name of the operation.
 * @param limit how many there may be in an hour.
 * @param target id of what it is tried with; empty where there is none yet.
 * @throws BillfoldError `too_many_attempts`.
 */
export async function countAttempt(
  { database, now }: UnitOfWork,
  customer: Pick<BillingCustomer, 'project' | 'id'>,
  kind: OperationName,
  limit: number,
  target = '',
): Promise<void> {
  const isOver = sql`${attempts.since} <= ${new Date(now.getTime() - HOUR_MS).toISOString()}::timestamptz`;
  const [counted] = await database
    .insert(attempts)
    .values({ project: customer.project, customer: customer.id, kind, target, since: now, count: 1 })
    .onConflictDoUpdate({
      target: [attempts.project, attempts.customer, attempts.kind, attempts.target],
      set: {
        count: sql`case when ${isOver} then 1 else ${attempts.count} + 1 end`,
        since: sql`case when ${isOver} then excluded.since else ${attempts.since} end`,
      },
    })
    .returning({ count: attempts.count, since: attempts.since });
  if (counted!.count > limit) {
    // Another server may have begun the hour a moment after this request came.
    const left = Math.min(HOUR_MS, counted!.since.getTime() + HOUR_MS - now.getTime());
    throw new BillfoldError('too_many_attempts', { retryAfter: Math.max(1, Math.ceil(left / 1000)) });
  }
}

/** Removes counts of hours that are over. Called now and then. */
export async function forgetOldAttempts(database: Database, now: Date): Promise<void> {
  await database.delete(attempts).where(lt(attempts.since, new Date(now.getTime() - HOUR_MS)));
}

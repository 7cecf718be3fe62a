import { and, asc, eq, gt, isNull, lte } from 'drizzle-orm';
import type { Database } from '../../database/Database.js';
import { recordAll, type ToldDeed } from '../../events/record.js';
import { DAY } from './engine/periods.js';
import { sandboxSubscriptions } from './store/schema.js';
import { toSubscription } from './store/subscriptionResource.js';
import { findSubscriptionRow } from './store/subscriptions.js';

/** How long before its end a trial is told of, as merchants know it from Stripe. */
const AHEAD = 3 * DAY;

/**
 * Tells the merchant of each trial that ends within three days from now on, once: when time comes by. What such a trial turns
 * into is told when it does.
 *
 * @param moved the sandbox's time before and after, in the transaction that moves it.
 * @param at when it is told, by the server's clock.
 */
export async function tellOfTrials(
  { database, from, to }: { database: Database; from: Date; to: Date },
  project: string,
  at: Date,
): Promise<void> {
  const { id, customer, status, trialEndAt, endedAt, project: of } = sandboxSubscriptions;
  const ending = await database
    .select({ id, customer })
    .from(sandboxSubscriptions)
    .where(
      and(
        eq(of, project),
        eq(status, 'trialing'),
        isNull(endedAt),
        gt(trialEndAt, new Date(from.getTime() + AHEAD)),
        lte(trialEndAt, new Date(to.getTime() + AHEAD)),
      ),
    )
    .orderBy(asc(trialEndAt), asc(id));
  const told: ToldDeed[] = [];
  for (const subscription of ending) {
    const row = await findSubscriptionRow(database, { project, ...subscription }, subscription.id);
    told.push({
      project,
      customer: subscription.customer,
      type: 'customer.subscription.trial_will_end',
      target: subscription.id,
      by: 'server',
      at,
      data: { object: toSubscription(row!) },
    });
  }
  await recordAll({ database, now: at }, told);
}

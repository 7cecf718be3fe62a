import { BillfoldError } from '../errors.js';
import { recordChange } from '../events/recordChange.js';
import type { PortalOperation } from '../operation.js';
import { cancellationOf, detailsOf } from './cancellation.js';
import { findSeenSubscription } from './findSubscription.js';

export const updateSubscription: PortalOperation<'updateSubscription'> = async (context) => {
  const { input, billing, version } = context;
  const before = await findSeenSubscription(context, input.subscription);
  const after = input.cancelAtPeriodEnd
    ? (await billing.cancelSubscription({ ...atPeriodEnd(), version })).subscription
    : await billing.keepSubscription({ subscription: scheduledToEnd(), version });
  await recordChange(context, 'customer.subscription.updated', before, after, detailsOf(input));
  return after;

  function atPeriodEnd() {
    const cancellation = cancellationOf(context, before, input);
    // Ending at once is another operation, so that nobody loses today what they meant to lose next month.
    if (cancellation.at === 'now') throw new BillfoldError('subscription_state');
    return cancellation;
  }

  function scheduledToEnd(): string {
    if (before.status === 'canceled' || !before.cancelAt) throw new BillfoldError('subscription_state');
    return before.id;
  }
};

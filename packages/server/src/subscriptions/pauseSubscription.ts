import type { Subscription } from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import { recordChange } from '../events/recordChange.js';
import type { PortalOperation } from '../operation.js';
import { addMonths } from '../calendar.js';
import { findSeenSubscription } from './findSubscription.js';

export const pauseSubscription: PortalOperation<'pauseSubscription'> = async (context) => {
  const { input, billing, version, caller } = context;
  const before = await findSeenSubscription(context, input.subscription);
  if (before.status !== 'active' || before.cancelAt || before.pause) {
    throw new BillfoldError('subscription_state');
  }
  const { maxMonths } = caller.features.subscriptionPause;
  const resumesAt = resumptionOf(before, input.resumesAt, maxMonths);
  const after = await billing.pauseSubscription({ subscription: before.id, version, resumesAt });
  await recordChange(context, 'customer.subscription.paused', before, after);
  return after;
};

/** When billing begins again: within the months that may be paused, counted from the end of what is paid. */
function resumptionOf({ currentPeriod }: Subscription, wanted: string | undefined, maxMonths: number): Date {
  const startsAt = new Date(currentPeriod.endAt);
  const latest = new Date(addMonths(startsAt.getTime(), maxMonths));
  const resumesAt = wanted === undefined ? latest : new Date(wanted);
  if (resumesAt <= startsAt || resumesAt > latest) {
    const message = `must be after ${startsAt.toISOString()}, where the paid period ends, and at most ${latest.toISOString()}`;
    throw new BillfoldError('invalid_request', { fields: [{ path: 'resumesAt', message }] });
  }
  return resumesAt;
}

import type { Subscription } from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import type { PortalContext } from '../operation.js';
import { refuseManaged } from '../rules/refuseManaged.js';

/** A subscription of the customer. @throws BillfoldError `not_found` for everybody else's, and for none. */
export async function findSubscription(
  { billing }: Pick<PortalContext<unknown>, 'billing'>,
  id: string,
): Promise<Subscription> {
  const subscription = await billing.getSubscription(id);
  if (!subscription) throw new BillfoldError('not_found');
  return subscription;
}

/** The same, to change it or to ask what a change would do. @throws BillfoldError `managed_externally` for what somebody else bills. */
export async function findBilledSubscription(
  context: Pick<PortalContext<unknown>, 'billing'>,
  id: string,
): Promise<Subscription> {
  const subscription = await findSubscription(context, id);
  refuseManaged(subscription);
  return subscription;
}

/**
 * The same, as the caller has seen it. The provider compares the version again when it changes something, under its
 * own lock; here it keeps decisions from being made about what the caller does not know.
 *
 * @throws BillfoldError `version_stale`.
 */
export async function findSeenSubscription(
  context: Pick<PortalContext<unknown>, 'billing' | 'version'>,
  id: string,
): Promise<Subscription> {
  const subscription = await findBilledSubscription(context, id);
  if (subscription.version !== context.version) throw new BillfoldError('version_stale');
  return subscription;
}

/** A subscription as a session may see it: what a payment is confirmed with is only for those who may change it. */
export function toBeSeen(
  { caller }: Pick<PortalContext<unknown>, 'caller'>,
  subscription: Subscription,
): Subscription {
  const { pendingPayment } = subscription;
  if (!pendingPayment || caller.capabilities.includes('subscriptions:write')) return subscription;
  return { ...subscription, pendingPayment: { ...pendingPayment, clientSecret: null } };
}

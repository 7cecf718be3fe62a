import { BillfoldError } from '../errors.js';
import { recordChange } from '../events/recordChange.js';
import type { PortalOperation } from '../operation.js';
import { findSeenSubscription } from './findSubscription.js';

export const deletePendingChange: PortalOperation<'deletePendingChange'> = async (context) => {
  const { input, billing, version } = context;
  const before = await findSeenSubscription(context, input.subscription);
  if (!before.pendingChange) throw new BillfoldError('subscription_state');
  const after = await billing.deletePendingChange({ subscription: before.id, version });
  await recordChange(context, 'customer.subscription.updated', before, after);
  return after;
};

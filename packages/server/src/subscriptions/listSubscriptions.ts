import type { PortalOperation } from '../operation.js';
import { toBeSeen } from './findSubscription.js';

export const listSubscriptions: PortalOperation<'listSubscriptions'> = async (context) => {
  const subscriptions = await context.billing.listSubscriptions();
  return { data: subscriptions.map((subscription) => toBeSeen(context, subscription)) };
};

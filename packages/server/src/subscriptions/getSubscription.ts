import { BillfoldError } from '../errors.js';
import type { PortalOperation } from '../operation.js';

export const getSubscription: PortalOperation<'getSubscription'> = async ({ input, billing }) => {
  const subscription = await billing.getSubscription(input.subscription);
  if (!subscription) throw new BillfoldError('not_found');
  return subscription;
};

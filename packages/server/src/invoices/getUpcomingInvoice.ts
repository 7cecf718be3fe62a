import { BillfoldError } from '../errors.js';
import type { PortalOperation } from '../operation.js';

export const getUpcomingInvoice: PortalOperation<'getUpcomingInvoice'> = async ({ input, billing }) => {
  const invoice = await billing.getUpcomingInvoice(input.subscription);
  // Only who has none to come must be told from who has no such subscription.
  if (!invoice && !(await billing.getSubscription(input.subscription))) throw new BillfoldError('not_found');
  return { invoice };
};

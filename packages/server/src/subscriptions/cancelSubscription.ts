import { BillfoldError } from '../errors.js';
import { recordChange } from '../events/recordChange.js';
import { recordInvoice } from '../events/recordInvoice.js';
import type { PortalOperation } from '../operation.js';
import { cancellationOf, detailsOf } from './cancellation.js';
import { findSeenSubscription } from './findSubscription.js';

export const cancelSubscription: PortalOperation<'cancelSubscription'> = async (context) => {
  const { input, billing, version } = context;
  const before = await findSeenSubscription(context, input.subscription);
  const cancellation = cancellationOf(context, before, input);
  if (cancellation.at !== 'now') throw new BillfoldError('subscription_state');
  const { subscription: after, invoice } = await billing.cancelSubscription({ ...cancellation, version });
  await recordInvoice(context, invoice);
  await recordChange(context, 'customer.subscription.deleted', before, after, detailsOf(input));
  return after;
};

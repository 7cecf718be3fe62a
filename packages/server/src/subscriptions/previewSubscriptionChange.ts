import type { PortalOperation } from '../operation.js';
import { findBilledSubscription } from './findSubscription.js';
import { decideChange, giveQuote } from './quote.js';

export const previewSubscriptionChange: PortalOperation<'previewSubscriptionChange'> = async (context) => {
  const subscription = await findBilledSubscription(context, context.input.subscription);
  return giveQuote(context, await decideChange(context, subscription, context.input));
};

import type { PortalOperation } from '../operation.js';
import { cancellationOf, retentionOfferOf } from './cancellation.js';
import { findBilledSubscription } from './findSubscription.js';

export const previewCancellation: PortalOperation<'previewCancellation'> = async (context) => {
  const { billing } = context;
  const subscription = await findBilledSubscription(context, context.input.subscription);
  const cancellation = cancellationOf(context, subscription);
  const priced = await billing.previewCancellation(cancellation);
  const plans = await billing.listPlans(subscription.id);
  return {
    subscription: subscription.id,
    subscriptionVersion: subscription.version,
    mode: cancellation.at === 'now' ? 'immediately' : 'at_period_end',
    ...priced,
    dropsPendingChange: subscription.pendingChange !== null,
    lostFeatures: plans.find(({ id }) => id === subscription.product.id)?.features ?? [],
    retentionOffer: await retentionOfferOf(context, subscription),
  };
};

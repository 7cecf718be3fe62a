'use client';
import { acceptRetentionOffer, type Subscription } from '@billfold/contract';
import { useSubscriptionMutation } from '../subscriptions/useSubscriptionMutation.js';
import { useCancellationPreview, type CancellationPreviewOptions } from './useCancellationPreview.js';
import type { CancellationWhy } from './useCancelSubscription.js';

/** What somebody who wants to go may have instead: `offer` is null where there is nothing, undefined until that is known. */
export function useRetentionOffer(
  subscription: Subscription | undefined,
  options?: CancellationPreviewOptions,
) {
  const { preview } = useCancellationPreview(subscription, options);
  const mutation = useSubscriptionMutation<CancellationWhy | void, Subscription>(
    'acceptRetentionOffer',
    subscription,
    ({ client, subscription: { id }, options: sent }, why) =>
      client.call(acceptRetentionOffer, { subscription: id, ...why }, sent),
  );
  return { ...mutation, offer: preview?.retentionOffer, accept: mutation.mutate };
}

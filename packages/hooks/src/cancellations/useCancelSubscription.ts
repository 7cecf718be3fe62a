'use client';
import {
  acceptRetentionOffer,
  cancelSubscription,
  updateSubscription,
  type CancellationPreview,
  type InputOf,
  type Subscription,
} from '@billfold/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { useSubscriptionMutation } from '../subscriptions/useSubscriptionMutation.js';
import { cancellationPreviewQuery } from './cancellationPreviewQuery.js';
import { useCancellationPreview, type CancellationPreviewOptions } from './useCancellationPreview.js';

/** Why somebody goes, as far as they say it. */
export type CancellationWhy = Omit<InputOf<typeof cancelSubscription>, 'subscription'>;

/** What is being done: `variables` of the mutation. */
export type CancellationStep =
  ({ verb: 'cancel' } & CancellationWhy) | { verb: 'keep' } | ({ verb: 'accept_offer' } & CancellationWhy);

/**
 * Everything on the way out and back: `preview` tells what would happen, `cancel` does it as the preview says (at the end
 * of the period, or at once), `keep` takes a scheduled end back, `acceptOffer` takes what is offered instead. The
 * mutation is one for all three; `variables.verb` tells which.
 */
export function useCancelSubscription(
  subscription: Subscription | undefined,
  options?: CancellationPreviewOptions,
) {
  const { queryClient } = useBillfold();
  // Named, so that what is published refers to nothing that only a dependency of a dependency has.
  const preview: PreviewQuery = useCancellationPreview(subscription, options);
  const mutation = useSubscriptionMutation<CancellationStep, Subscription>(
    'cancellation',
    subscription,
    async ({ client, subscription: seen, options: sent }, { verb, ...why }) => {
      const input = { subscription: seen.id, ...why };
      if (verb === 'keep')
        return client.call(updateSubscription, { ...input, cancelAtPeriodEnd: false }, sent);
      if (verb === 'accept_offer') return client.call(acceptRetentionOffer, input, sent);
      // Somebody who cancels before the preview is there waits for it: it decides what canceling is.
      const { mode } = await queryClient.fetchQuery(cancellationPreviewQuery(client, seen));
      return mode === 'immediately'
        ? client.call(cancelSubscription, input, sent)
        : client.call(updateSubscription, { ...input, cancelAtPeriodEnd: true }, sent);
    },
  );
  return {
    ...mutation,
    preview,
    cancel: (why: CancellationWhy = {}) => mutation.mutate({ verb: 'cancel', ...why }),
    keep: () => mutation.mutate({ verb: 'keep' }),
    acceptOffer: (why: CancellationWhy = {}) => mutation.mutate({ verb: 'accept_offer', ...why }),
  };
}

type PreviewQuery = UseQueryResult<CancellationPreview> & { preview: CancellationPreview | undefined };

'use client';
import { deletePendingChange, type Subscription } from '@billfold/contract';
import { useSubscriptionMutation } from './useSubscriptionMutation.js';

/** Takes a scheduled change (`subscription.pendingChange`) back. */
export function useDeletePendingChange(subscription: Subscription | undefined) {
  const mutation = useSubscriptionMutation<void, Subscription>(
    'deletePendingChange',
    subscription,
    ({ client, subscription: { id }, options }) =>
      client.call(deletePendingChange, { subscription: id }, options),
  );
  return { ...mutation, deletePendingChange: mutation.mutate };
}

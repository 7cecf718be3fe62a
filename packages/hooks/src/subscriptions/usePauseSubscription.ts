'use client';
import { pauseSubscription, type Subscription } from '@billfold/contract';
import { useMemo } from 'react';
import { useSession } from '../sessions/useSession.js';
import { pauseOptions } from './pauseOptions.js';
import { useSubscriptionMutation } from './useSubscriptionMutation.js';

/** Until when to pause; one of the `options`, or any instant between. Default: the latest. */
export interface PauseInput {
  resumesAt?: string;
}

/**
 * Pauses a subscription from the end of its paid period. `options` are the lengths to choose from; empty until the
 * subscription and the session are there, and where this portal offers no pause.
 */
export function usePauseSubscription(subscription: Subscription | undefined) {
  const { session } = useSession();
  const mutation = useSubscriptionMutation<PauseInput, Subscription>(
    'pause',
    subscription,
    ({ client, subscription: { id }, options }, { resumesAt }) =>
      client.call(pauseSubscription, { subscription: id, resumesAt }, options),
  );

  const { enabled, maxMonths } = session?.features.subscriptionPause ?? { enabled: false, maxMonths: 0 };
  const options = useMemo(
    () => (subscription && enabled ? pauseOptions(subscription, maxMonths) : []),
    [subscription, enabled, maxMonths],
  );
  return { ...mutation, options, pause: mutation.mutate };
}

'use client';
import type { Subscription, SubscriptionResult } from '@billfold/contract';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { misuse } from '../BillfoldError.js';
import type { CallOptions, Client } from '../client.js';
import { mutationDefaults } from '../mutationDefaults.js';
import { useBillfold } from '../useBillfold.js';
import { useIntentKey } from '../useIntentKey.js';
import { refreshBilling, saveSubscription } from './saveSubscription.js';

/** One write to a subscription, sent with the version that the customer sees and the key of their intent. */
export type SendToSubscription<Variables, Answer> = (
  call: { client: Client; subscription: Subscription; options: CallOptions },
  variables: Variables,
) => Promise<Answer>;

/**
 * The mutation under every verb of a subscription. `verb` names the intent: the same verb with the same variables, tried
 * again after nobody answered, is the same intent. A second press while one is under way joins it.
 */
export function useSubscriptionMutation<Variables, Answer extends Subscription | SubscriptionResult>(
  verb: string,
  subscription: Subscription | undefined,
  send: SendToSubscription<Variables, Answer>,
) {
  const { client, queryClient } = useBillfold();
  const underKey = useIntentKey();
  const underWay = useRef<Promise<Answer> | null>(null);

  return useMutation(
    {
      ...mutationDefaults,
      mutationFn: (variables: Variables) => {
        if (!subscription) {
          throw misuse(
            `${verb} was called before its subscription had arrived. Disable the control until then.`,
          );
        }
        underWay.current ??= underKey([verb, subscription.id, variables], (idempotencyKey) =>
          send(
            { client, subscription, options: { idempotencyKey, version: subscription.version } },
            variables,
          ),
        ).finally(() => (underWay.current = null));
        return underWay.current;
      },
      onSuccess: (answer) =>
        saveSubscription(queryClient, client, 'subscription' in answer ? answer.subscription : answer),
      // Refused because it has changed elsewhere, or done without our hearing of it: either way, look.
      onError: () => refreshBilling(queryClient, client),
    },
    queryClient,
  );
}

'use client';
import { resumeSubscription, type Subscription, type SubscriptionResult } from '@billfold/contract';
import { paymentPhase } from '../payments/paymentPhase.js';
import { useActionRunner } from '../payments/useActionRunner.js';
import { useSubscriptionMutation } from './useSubscriptionMutation.js';

/**
 * Ends a pause. One that has not started costs nothing; otherwise a new period begins, which is charged: `phase` tells
 * how far that is, and where the bank asks for a confirmation it is drawn into the element with `action.containerRef`.
 */
export function useResumeSubscription(subscription: Subscription | undefined) {
  const action = useActionRunner(
    (target) =>
      'subscription' in target && target.subscription === subscription?.id && target.price === undefined,
  );
  const mutation = useSubscriptionMutation<void, SubscriptionResult>(
    'resume',
    subscription,
    async ({ client, subscription: { id }, options }) => {
      const answer = await client.call(resumeSubscription, { subscription: id }, options);
      const target = { subscription: id };
      if (answer.status === 'requires_action') void action.run(answer.clientSecret, target);
      if (answer.status === 'pending') void action.follow(target);
      return answer;
    },
  );
  return { ...mutation, ...paymentPhase(mutation, action), action, resume: mutation.mutate };
}

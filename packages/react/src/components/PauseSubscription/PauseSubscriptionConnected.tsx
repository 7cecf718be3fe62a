'use client';
import type { Subscription } from '@billfold/contract';
import {
  usePauseSubscription,
  useResumeSubscription,
  useSession,
  useUpcomingInvoice,
  type PaymentPhase,
} from '@billfold/hooks';
import { forwardRef, useState } from 'react';
import { useChosenSubscription } from '../../primitives/useChosenSubscription.js';
import { problemOf } from '../../problem.js';
import type { PauseSubscriptionProps } from './PauseSubscription.js';
import {
  PauseSubscriptionView,
  type PauseOutcome,
  type PauseProgress,
  type PauseSubscriptionViewProps,
} from './PauseSubscriptionView.js';

/** The view with the customer's data; fetched when a `PauseSubscription` is shown. */
export const PauseSubscriptionConnected = forwardRef<HTMLElement, PauseSubscriptionProps>(
  function PauseSubscriptionConnected({ subscription: named, ...rest }, ref) {
    const { session } = useSession();
    const [done, setDone] = useState<'paused' | null>(null);
    const [goal, setGoal] = useState<PauseOutcome>('resumed');
    const { problem: loadProblem, subscription, ...chosen } = useChosenSubscription(named, canBePaused);
    const pause = usePauseSubscription(subscription);
    const resume = useResumeSubscription(subscription);
    const hasBegun = subscription?.status === 'paused';
    const { upcomingInvoice } = useUpcomingInvoice(hasBegun ? subscription.id : null);
    const { phase } = resume;
    // What was resumed is known only when the bank has answered, which may be long after the press.
    const outcome = done ?? (phase === 'succeeded' ? goal : null);

    const isOffered =
      session?.features.subscriptionPause.enabled && session.capabilities.includes('subscriptions:write');
    const isUnfit = subscription && !canBePaused(subscription) && !outcome;
    if ((session && !isOffered) || isUnfit) return null;

    return (
      <PauseSubscriptionView
        {...rest}
        {...chosen}
        ref={ref}
        subscription={subscription}
        options={pause.options}
        resumeAmount={upcomingInvoice?.amountDue ?? null}
        progress={pause.isPending ? 'pausing' : progressOf[phase]}
        outcome={outcome}
        problem={problemFacts(pause.error) ?? problemFacts(resume.problem ?? resume.error)}
        loadProblem={loadProblem}
        actionRef={resume.action.containerRef}
        onPause={
          isOffered
            ? (resumesAt) => {
                resume.reset();
                setDone(null);
                pause.mutate({ resumesAt }, { onSuccess: () => setDone('paused') });
              }
            : undefined
        }
        onResume={
          isOffered
            ? () => {
                pause.reset();
                setDone(null);
                setGoal(hasBegun ? 'resumed' : 'kept');
                resume.resume();
              }
            : undefined
        }
      />
    );
  },
);

/** What is paid can wait; a trial, a debt and a plan that ends can not. */
const canBePaused = ({ status, cancelAt, pause }: Subscription) =>
  pause !== null || status === 'paused' || (status === 'active' && cancelAt === null);

const progressOf: Record<PaymentPhase, PauseProgress> = {
  idle: 'idle',
  sending: 'resuming',
  authenticating: 'authenticating',
  settling: 'settling',
  succeeded: 'idle',
  failed: 'idle',
};

function problemFacts(error: unknown): PauseSubscriptionViewProps['problem'] {
  const problem = problemOf(error);
  const { payment } = (error ?? {}) as { payment?: { failure: never } | null };
  return problem && { ...problem, failure: payment?.failure ?? null };
}

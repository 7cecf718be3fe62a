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
    // Which one was pressed for last; null: none in this visit, which began on the way back from a bank, or with nothing.
    const [about, setAbout] = useState<string | null>(null);
    const { problem: loadProblem, subscription, ...chosen } = useChosenSubscription(named, canBePaused);
    const pause = usePauseSubscription(subscription);
    const resume = useResumeSubscription(subscription);
    const hasBegun = subscription?.status === 'paused';
    const { upcomingInvoice } = useUpcomingInvoice(hasBegun ? subscription.id : null);
    const { phase } = resume;
    // What was resumed is known only when the bank has answered, which may be long after the press.
    const isAbout = about === null || about === subscription?.id;
    const outcome = isAbout ? (done ?? (phase === 'succeeded' ? goal : null)) : null;

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
        problem={isAbout ? problemFacts(pause.error ?? resume.problem ?? resume.error) : null}
        loadProblem={loadProblem}
        actionRef={resume.action.containerRef}
        onPause={
          isOffered
            ? (resumesAt) => {
                resume.reset();
                begin();
                pause.mutate({ resumesAt }, { onSuccess: () => setDone('paused') });
              }
            : undefined
        }
        onResume={
          isOffered
            ? () => {
                pause.reset();
                begin();
                setGoal(hasBegun ? 'resumed' : 'kept');
                resume.resume();
              }
            : undefined
        }
      />
    );

    function begin() {
      setDone(null);
      setAbout(subscription?.id ?? null);
    }
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

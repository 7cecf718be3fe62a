'use client';
import type { Subscription } from '@billfold/contract';
import {
  useCancelSubscription,
  useOnline,
  useResumeSubscription,
  useSession,
  useUpcomingInvoice,
} from '@billfold/hooks';
import { useRef } from 'react';
import { Amount } from '../../format/Amount.js';
import { Button } from '../../primitives/Button.js';
import { StepUpLink } from '../../primitives/StepUpLink.js';
import { problemOf, sentenceOf } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { subscriptionSummaryWords } from './subscriptionSummaryWords.js';

/** Takes back what a plan is about to end or rest by, where the session may. What that charges is on the button. */
export function UndoButton({ subscription, words: own }: UndoButtonProps) {
  const { subscriptionSummary: say, errors, section } = useWords(subscriptionSummaryWords, own);
  const { session } = useSession();
  const isOnline = useOnline();
  const hasPaused = subscription.status === 'paused';
  const { upcomingInvoice } = useUpcomingInvoice(hasPaused ? subscription.id : null);
  const cancellation = useCancelSubscription(subscription, { enabled: false });
  const resume = useResumeSubscription(subscription);
  const place = useRef<HTMLDivElement>(null);

  const { subscriptionCancel, subscriptionPause } = session?.features ?? {};
  const isEnding = subscription.cancelAt !== null;
  const isOffered = isEnding ? subscriptionCancel?.enabled : subscriptionPause?.enabled;
  // Nobody resumes without having read what it costs.
  const isPriced = isEnding || !hasPaused || upcomingInvoice;
  if (!isOffered || !session?.capabilities.includes('subscriptions:write') || !isPriced) return null;

  const problem = problemOf(cancellation.error ?? resume.problem);
  const isBusy = cancellation.isPending || ['sending', 'authenticating', 'settling'].includes(resume.phase);
  const isDown = !isOnline && !isBusy;

  return (
    <div ref={place} className="bf-SubscriptionSummary-undo">
      <Button busy={isBusy} disabled={isDown} onClick={isEnding ? keep : wake}>
        {isEnding
          ? say.keep
          : hasPaused && upcomingInvoice
            ? say.resume(<Amount money={upcomingInvoice.amountDue} />)
            : say.unpause}
      </Button>
      {resume.phase === 'authenticating' ? <div ref={resume.action.containerRef} /> : null}
      {problem && !isBusy ? (
        <p role="alert" className="bf-Field-problem">
          {sentenceOf(problem, errors)}
        </p>
      ) : null}
      {isBusy ? null : <StepUpLink problem={problem} section={section} />}
    </div>
  );

  function keep() {
    cancellation.mutate({ verb: 'keep' }, { onSuccess: focusOnPlan });
  }

  function wake() {
    resume.mutate(undefined, { onSuccess: ({ status }) => status === 'succeeded' && focusOnPlan() });
  }

  /** The button goes as soon as there is nothing to undo; whoever pressed it stays with the plan. */
  function focusOnPlan() {
    place.current
      ?.closest('.bf-SubscriptionSummary-item')
      ?.querySelector<HTMLElement>('.bf-SubscriptionSummary-name')
      ?.focus();
  }
}

interface UndoButtonProps {
  subscription: Subscription;
  words: WordsOverride | undefined;
}

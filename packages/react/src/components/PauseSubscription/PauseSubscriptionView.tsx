'use client';
import { clsx } from 'clsx/lite';
import type { Money, PaymentFailure, Subscription } from '@billfold/contract';
import { forwardRef, useEffect, useRef, type Ref } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { ActionProblem } from '../../primitives/ActionProblem.js';
import { Button } from '../../primitives/Button.js';
import { ManagedElsewhere } from '../../primitives/ManagedElsewhere.js';
import { Section, type SectionProps } from '../../primitives/Section.js';
import { isSettled } from '../../primitives/sectionState.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import { Bone } from '../../primitives/Skeleton.js';
import { mustChoose, SubscriptionChoice } from '../../primitives/SubscriptionChoice.js';
import type { Problem } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { Words, WordsOverride } from '../../words/Words.js';
import { PauseChoice } from './PauseChoice.js';
import { pauseSubscriptionWords } from './pauseSubscriptionWords.js';

/** A pause: how long, what it means, and its end before its time. Fetches nothing: see {@link PauseSubscriptionViewProps}. */
export const PauseSubscriptionView = forwardRef<HTMLElement, PauseSubscriptionViewProps>(
  function PauseSubscriptionView(
    {
      state,
      subscriptions,
      subscription,
      isOneOfSeveral,
      options,
      resumeAmount,
      progress,
      outcome,
      problem,
      loadProblem,
      actionRef,
      onSubscription,
      onPause,
      onResume,
      onRetry,
      onSignIn,
      words: ownWords,
      className,
      ...rest
    },
    ref,
  ) {
    const words = useWords(pauseSubscriptionWords, ownWords);
    const { pauseSubscription: say, paymentFailures } = words;
    const status = useRef<HTMLParagraphElement>(null);
    const subject = state === 'forbidden' || state === 'expired' ? undefined : subscription;
    const managed = subject?.managedBy ? subject : null;
    // What somebody else bills can be told of, and not be paused here.
    const known = managed ? undefined : subject;
    const isChoice = mustChoose(state, subscriptions, subscription);
    const pause = known?.pause;
    const hasBegun = known?.status === 'paused';

    // The control that was pressed is gone then.
    useEffect(() => {
      if (outcome) status.current?.focus();
    }, [outcome]);

    if (!subject && !isChoice && isSettled(state)) return null;
    return (
      <Section
        title={say.title}
        {...rest}
        ref={ref}
        state={state}
        className={clsx('bf-PauseSubscription', className)}
        announcement={announcementOf({
          state,
          progress,
          say: { ...say, refreshing: words.section.refreshing },
        })}
      >
        <div className="bf-PauseSubscription-content">
          <SectionProblem
            state={state}
            problem={loadProblem}
            failed={say.failed}
            words={words}
            stale={subject !== undefined}
            onRetry={onRetry}
            onSignIn={onSignIn}
          />
          {state === 'loading' ? <Bone length="long" /> : null}
          <SubscriptionChoice
            subscriptions={subject || isChoice ? subscriptions : []}
            chosen={subject?.id}
            isOneOfSeveral={isOneOfSeveral}
            title={say.title}
            label={say.choose}
            nameOf={say.choice}
            disabled={progress !== 'idle'}
            words={words}
            onSubscription={onSubscription}
          >
            {managed ? <ManagedElsewhere subscription={managed} words={words.managedElsewhere} /> : null}
            {known && (pause || hasBegun || outcome) ? (
              <p ref={status} tabIndex={-1} className="bf-PauseSubscription-status">
                {statusOf(known, outcome, say)}
              </p>
            ) : null}
            {known && (pause || hasBegun) ? (
              <div className="bf-PauseSubscription-line">
                {hasBegun ? (
                  <p className="bf-muted">
                    {resumeAmount
                      ? say.resumeAdvice(<Amount money={resumeAmount} />)
                      : say.resumeAdviceUnpriced}
                  </p>
                ) : null}
                {onResume ? (
                  <Button
                    variant={hasBegun ? 'primary' : 'secondary'}
                    busy={progress !== 'idle'}
                    // Nobody pays without having read how much.
                    disabled={hasBegun && !resumeAmount}
                    onClick={onResume}
                  >
                    {!hasBegun
                      ? say.keep
                      : resumeAmount && resumeAmount.amount > 0
                        ? say.resumeAndPay(<Amount money={resumeAmount} />)
                        : say.resume}
                  </Button>
                ) : null}
              </div>
            ) : null}
            {known && !pause && !hasBegun ? (
              <PauseChoice
                key={known.id}
                subscription={known}
                options={options}
                isBusy={progress !== 'idle'}
                words={say}
                onPause={onPause}
              />
            ) : null}
            {progress === 'authenticating' ? (
              <div>
                <p>{say.authenticating}</p>
                <div ref={actionRef} />
              </div>
            ) : null}
            {progress === 'settling' ? <p>{say.settling}</p> : null}
            {problem && known ? (
              <ActionProblem
                problem={problem}
                failed={pause || hasBegun ? say.notResumed : say.notPaused}
                reason={
                  problem.code === 'payment_failed'
                    ? (paymentFailures[problem.failure ?? 'try_another_method'] ??
                      paymentFailures.try_another_method)
                    : null
                }
                words={words}
              />
            ) : null}
          </SubscriptionChoice>
        </div>
      </Section>
    );
  },
);

function announcementOf({
  state,
  progress,
  say,
}: Pick<PauseSubscriptionViewProps, 'state' | 'progress'> & {
  say: Words['pauseSubscription'] & { refreshing: string };
}): string {
  if (state === 'loading') return say.loading;
  if (progress === 'authenticating') return say.authenticating;
  if (progress === 'settling') return say.settling;
  return state === 'refreshing' ? say.refreshing : '';
}

function statusOf(
  { product, status, pause }: Subscription,
  outcome: PauseOutcome | null | undefined,
  say: Words['pauseSubscription'],
) {
  const until = pause && <Day at={pause.resumesAt} />;
  if (status === 'paused') return say.paused(product.name, until);
  if (pause) return say.scheduled(product.name, <Day at={pause.startsAt} />, until);
  return outcome === 'resumed' ? say.resumed(product.name) : say.kept(product.name);
}

/** A pause that can be chosen. */
export interface PauseOption {
  months: number;
  /** When billing begins again. */
  resumesAt: string;
}

/** What is under way. `authenticating`: the bank asks. `settling`: nobody knows yet whether it was paid. */
export type PauseProgress = 'idle' | 'pausing' | 'resuming' | 'authenticating' | 'settling';

/** What was done last in this visit. `kept`: a pause that had not begun was taken back. */
export type PauseOutcome = 'paused' | 'kept' | 'resumed';

export interface PauseSubscriptionViewProps extends Omit<
  SectionProps,
  'title' | 'titleRef' | 'aside' | 'announcement' | 'children' | 'onPause'
> {
  /** Those that can be paused, or are. */
  subscriptions: readonly Subscription[];
  /** The one that this is about. */
  subscription: Subscription | undefined;
  /** Whether the customer has others, so that it must be named. @default false */
  isOneOfSeveral?: boolean;
  /** Shortest first; the first one is chosen to begin with. */
  options: readonly PauseOption[];
  /** What resuming charges; null while that is not known. */
  resumeAmount?: Money | null;
  progress: PauseProgress;
  outcome?: PauseOutcome | null;
  /** Why the last try failed; `failure` where a payment was refused. */
  problem?: (Problem & { failure?: PaymentFailure | null }) | null;
  /** Why the state is `error`, `expired` or `forbidden`. */
  loadProblem?: Problem | null;
  /** Gets the element that the bank's step is drawn into. */
  actionRef?: Ref<HTMLDivElement>;
  onSubscription?: (subscription: string) => void;
  /** Called to pause. Without it there is no such button. */
  onPause?: (resumesAt: string) => void;
  /** Called to end a pause, or to take it back. Without it there is no such button. */
  onResume?: () => void;
  /** Called to load again. Without it there is no such button. */
  onRetry?: () => void;
  /** Called to sign in again when the session ended. Without it, trying again is offered. */
  onSignIn?: () => void;
  words?: WordsOverride;
}

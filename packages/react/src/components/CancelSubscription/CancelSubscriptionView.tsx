'use client';
import { clsx } from 'clsx/lite';
import type { Subscription } from '@billfold/contract';
import { forwardRef, useEffect, useId, useRef } from 'react';
import { Button } from '../../primitives/Button.js';
import { Dialog, preloadDialog } from '../../primitives/Dialog.js';
import { Notice } from '../../primitives/Notice.js';
import { Section, type SectionProps } from '../../primitives/Section.js';
import { isSettled } from '../../primitives/sectionState.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import { SubscriptionSelect } from '../../primitives/SubscriptionSelect.js';
import { sentenceOf, type Problem } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { CancelBones } from './CancelBones.js';
import { CancelFlow, type CancelFlowFacts } from './CancelFlow.js';
import type { CancelOutcome } from './cancelSubscription.js';
import { CancelStatus } from './CancelStatus.js';
import { cancelSubscriptionWords } from './cancelSubscriptionWords.js';

/** The way to cancel, and what became of it. Fetches nothing: see {@link CancelSubscriptionViewProps}. */
export const CancelSubscriptionView = forwardRef<HTMLElement, CancelSubscriptionViewProps>(
  function CancelSubscriptionView(
    {
      state,
      subscriptions,
      subscription,
      presentation = 'dialog',
      isOpen,
      outcome,
      canceledAt,
      loadProblem,
      onSubscription,
      onOpen,
      onUndo,
      onRetry,
      onSignIn,
      flow,
      words: ownWords,
      className,
      ...rest
    },
    ref,
  ) {
    const words = useWords(cancelSubscriptionWords, ownWords);
    const { cancelSubscription: say } = words;
    const { mode, progress } = flow;
    const effectId = useId();
    const questionId = useId();
    const title = useRef<HTMLHeadingElement>(null);
    const opener = useRef<HTMLButtonElement>(null);
    const status = useRef<HTMLParagraphElement>(null);
    const keep = useRef<HTMLButtonElement>(null);
    const question = useRef<HTMLParagraphElement>(null);

    const known = state === 'forbidden' || state === 'expired' ? undefined : subscription;
    const isEnding = known !== undefined && (known.cancelAt !== null || known.status === 'canceled');
    const isAsking = isOpen && known !== undefined && !isEnding;
    const isInline = isAsking && presentation === 'inline';
    const isStrict = mode === 'strict';
    const asked = known ? say.question(known.product.name) : '';
    const placeAfter = () => status.current ?? opener.current ?? title.current;
    const decision = { ...flow, words, effectId, keepRef: keep };

    useFocusOnChange([isInline, outcome], () => (isInline ? question.current : placeAfter()));

    if (!known && isSettled(state)) return null;
    return (
      <Section
        title={isStrict ? say.strictTitle : say.title}
        {...rest}
        ref={ref}
        titleRef={title}
        state={state}
        className={clsx('bf-CancelSubscription', className)}
        announcement={
          state === 'loading'
            ? say.loading
            : state === 'refreshing'
              ? words.section.refreshing
              : progress === 'canceling'
                ? say.canceling
                : ''
        }
      >
        <div className="bf-CancelSubscription-content">
          <SectionProblem
            state={state}
            problem={loadProblem}
            failed={say.failed}
            words={words}
            stale={known !== undefined}
            onRetry={onRetry}
            onSignIn={onSignIn}
          />
          {state === 'loading' ? <CancelBones /> : null}
          {known ? (
            <SubscriptionSelect
              label={say.choose}
              nameOf={say.choice}
              subscriptions={subscriptions}
              chosen={known.id}
              disabled={isAsking || progress !== 'idle'}
              onSubscription={onSubscription}
            />
          ) : null}
          {known && !isInline ? (
            <div className="bf-CancelSubscription-line">
              {isEnding || outcome ? (
                <CancelStatus
                  ref={status}
                  subscription={known}
                  outcome={outcome}
                  receivedAt={isStrict ? canceledAt : null}
                  words={words}
                />
              ) : (
                <p className="bf-muted">{say.advice}</p>
              )}
              {!isEnding && onOpen ? (
                <Button
                  ref={opener}
                  {...(presentation === 'dialog' && dialogOpener(isAsking))}
                  onClick={onOpen}
                >
                  {isStrict ? say.strictOpen : say.open}
                </Button>
              ) : null}
              {isEnding && known.status !== 'canceled' && onUndo ? (
                <Button busy={progress === 'keeping'} onClick={onUndo}>
                  {say.undo}
                </Button>
              ) : null}
            </div>
          ) : null}
          {isEnding && flow.problem ? (
            <Notice role="alert" tone="danger" title={say.notKept}>
              <p>{sentenceOf(flow.problem, words.errors)}</p>
            </Notice>
          ) : null}
          {isInline ? (
            <div role="group" aria-labelledby={questionId}>
              <p id={questionId} ref={question} tabIndex={-1} className="bf-CancelSubscription-question">
                {asked}
              </p>
              <CancelFlow {...decision} subscription={known} />
            </div>
          ) : null}
          {presentation === 'dialog' && known ? (
            <Dialog
              isOpen={isAsking}
              role="alertdialog"
              title={asked}
              describedBy={effectId}
              initialFocus={keep}
              returnFocus={placeAfter}
              // Nobody can leave while it is being done: what would be left behind is not known yet.
              onClose={() => progress === 'idle' && flow.onKeep()}
            >
              <CancelFlow {...decision} subscription={known} />
            </Dialog>
          ) : null}
        </div>
      </Section>
    );
  },
);

/** Takes the focus along when something of this changes; a render alone never moves it. */
function useFocusOnChange(facts: readonly unknown[], target: () => HTMLElement | null): void {
  const before = useRef(facts);
  useEffect(() => {
    const hasChanged = facts.some((fact, index) => fact !== before.current[index]);
    before.current = facts;
    if (hasChanged) target()?.focus();
  });
}

/** What a button that opens a dialog is, for those who listen; and the dialog comes while the pointer is on its way. */
const dialogOpener = (isOpen: boolean) =>
  ({
    'aria-haspopup': 'dialog',
    'aria-expanded': isOpen,
    onPointerEnter: preloadDialog,
    onFocus: preloadDialog,
  }) as const;

export interface CancelSubscriptionViewProps extends Omit<
  SectionProps,
  'title' | 'titleRef' | 'aside' | 'announcement' | 'children'
> {
  /** Those that can be canceled, or whose end can be taken back. */
  subscriptions: readonly Subscription[];
  /** The one that this is about. */
  subscription: Subscription | undefined;
  /** `dialog`: asks above the page. `inline`: in its place. @default 'dialog' */
  presentation?: 'dialog' | 'inline';
  /** Whether the customer is deciding right now. */
  isOpen: boolean;
  /** What is decided on, and how. */
  flow: CancelFlowFacts;
  /** What was done last in this visit. */
  outcome?: CancelOutcome | null;
  /** When the cancellation was received; `strict` says it. */
  canceledAt?: string | null;
  /** Why the state is `error`, `expired` or `forbidden`. */
  loadProblem?: Problem | null;
  onSubscription?: (subscription: string) => void;
  /** Called to begin. Without it nothing can be canceled. */
  onOpen?: () => void;
  /** Called to take a scheduled end back. */
  onUndo?: () => void;
  /** Called to load again. Without it there is no such button. */
  onRetry?: () => void;
  /** Called to sign in again when the session ended. Without it, trying again is offered. */
  onSignIn?: () => void;
  words?: WordsOverride;
}

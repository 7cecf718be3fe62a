'use client';
import { clsx } from 'clsx/lite';
import type { Subscription } from '@billfold/contract';
import { forwardRef, useEffect, useId, useRef, type ComponentType } from 'react';
import { ActionProblem } from '../../primitives/ActionProblem.js';
import { Button } from '../../primitives/Button.js';
import { Dialog, preloadDialog } from '../../primitives/Dialog.js';
import { ManagedElsewhere } from '../../primitives/ManagedElsewhere.js';
import { Notice } from '../../primitives/Notice.js';
import { Section } from '../../primitives/Section.js';
import { isSettled } from '../../primitives/sectionState.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import { mustChoose, SubscriptionChoice } from '../../primitives/SubscriptionChoice.js';
import { useWords } from '../../words/useWords.js';
import { CancelBones } from './CancelBones.js';
import type { CancelFlowProps } from './CancelFlow.js';
import { CancelStatus, isStillSo } from './CancelStatus.js';
import type { CancelSubscriptionViewProps } from './CancelSubscriptionView.js';
import { cancelSubscriptionWords } from './cancelSubscriptionWords.js';

/** Where a cancellation begins and where it is told how it ended. What asks in between is given to it. */
export const CancelStage = forwardRef<HTMLElement, CancelStageProps>(function CancelStage(
  {
    state,
    subscriptions,
    subscription,
    isOneOfSeveral,
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
    Flow,
    isFlowMissing = false,
    onIntent,
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

  const subject = state === 'forbidden' || state === 'expired' ? undefined : subscription;
  const managed = subject?.managedBy ? subject : null;
  // What somebody else bills can be told of, and not be canceled here.
  const known = managed ? undefined : subject;
  const isChoice = mustChoose(state, subscriptions, subscription);
  const isEnding = known !== undefined && (known.cancelAt !== null || known.status === 'canceled');
  const isWanted = isOpen && known !== undefined && !isEnding;
  const isAsking = isWanted && Flow !== null;
  const isInline = isAsking && presentation === 'inline';
  const isStrict = mode === 'strict';
  const nameOf = ({ product, quantity }: Subscription) =>
    subscriptions.length > 1 ? say.choice(product.name, quantity) : product.name;
  const asked = known ? say.question(nameOf(known)) : '';
  const heading = isStrict ? say.strictTitle : say.title;
  const placeAfter = () => status.current ?? opener.current ?? title.current;
  const decision =
    Flow && known ? (
      <Flow {...flow} subscription={known} words={ownWords} effectId={effectId} keepRef={keep} />
    ) : null;

  /** What asks comes while the pointer is on its way. */
  const prepare = () => {
    onIntent?.();
    if (presentation === 'dialog') preloadDialog();
  };

  useFocusOnChange([isInline, outcome], () => (isInline ? question.current : placeAfter()));

  if (!subject && !isChoice && isSettled(state)) return null;
  return (
    <Section
      title={heading}
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
          stale={subject !== undefined}
          onRetry={onRetry}
          onSignIn={onSignIn}
        />
        {state === 'loading' ? <CancelBones /> : null}
        <SubscriptionChoice
          subscriptions={subject || isChoice ? subscriptions : []}
          chosen={subject?.id}
          isOneOfSeveral={isOneOfSeveral}
          title={heading}
          label={say.choose}
          nameOf={say.choice}
          disabled={isAsking || progress !== 'idle'}
          words={words}
          onSubscription={onSubscription}
        >
          {managed ? <ManagedElsewhere subscription={managed} words={words.managedElsewhere} /> : null}
          {known && !isInline ? (
            <div className="bf-CancelSubscription-line">
              {isEnding || isStillSo(known, outcome) ? (
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
                  {...(presentation === 'dialog' && {
                    'aria-haspopup': 'dialog',
                    'aria-expanded': isAsking,
                  })}
                  busy={isWanted && !Flow && !isFlowMissing}
                  onPointerEnter={prepare}
                  onFocus={prepare}
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
          {isWanted && !Flow && isFlowMissing ? (
            <Notice role="alert" tone="danger" title={say.notOpened}>
              <p>{words.section.reload}</p>
            </Notice>
          ) : null}
          {isEnding && flow.problem && (flow.failedAt ?? 'keeping') === 'keeping' ? (
            <ActionProblem problem={flow.problem} failed={say.notKept} words={words} />
          ) : null}
          {isInline ? (
            <div role="group" aria-labelledby={questionId}>
              <p id={questionId} ref={question} tabIndex={-1} className="bf-CancelSubscription-question">
                {asked}
              </p>
              {decision}
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
              {decision}
            </Dialog>
          ) : null}
        </SubscriptionChoice>
      </div>
    </Section>
  );
});

/** Takes the focus along when something of this changes; a render alone never moves it. */
function useFocusOnChange(facts: readonly unknown[], target: () => HTMLElement | null): void {
  const before = useRef(facts);
  useEffect(() => {
    const hasChanged = facts.some((fact, index) => fact !== before.current[index]);
    before.current = facts;
    if (hasChanged) target()?.focus();
  });
}

interface CancelStageProps extends CancelSubscriptionViewProps {
  /** What asks; null as long as it has not been fetched. */
  Flow: ComponentType<CancelFlowProps> | null;
  /** Whether it could not be fetched. */
  isFlowMissing?: boolean;
  /** Called when somebody comes to the opener. */
  onIntent?: () => void;
}

'use client';
import type { CancellationPreview, CancellationReason, Subscription } from '@billfold/contract';
import { useEffect, useRef, useState, type Ref } from 'react';
import { ActionProblem } from '../../primitives/ActionProblem.js';
import { Button } from '../../primitives/Button.js';
import { Notice } from '../../primitives/Notice.js';
import { sentenceOf, type Problem } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { CancelContract, type CancelingCustomer } from './CancelContract.js';
import { CancelOffers } from './CancelOffers.js';
import { CancelReasons } from './CancelReasons.js';
import type { CancelAttempt, CancelMode, CancelProgress, PauseOption, Why } from './cancelSubscription.js';
import { cancelFlowWords, type CancelFlowWords } from './cancelFlowWords.js';
import { CancelTruth } from './CancelTruth.js';
import { inAnyOrder } from './inAnyOrder.js';
import { matchingOffer, type Offer } from './matchingOffer.js';

/**
 * The decision: what happens, what may be had instead, why, and two buttons of one size. Both are there on every step,
 * and the one that cancels waits for nothing but the truth.
 */
export function CancelFlow({
  subscription,
  preview,
  previewProblem,
  mode,
  reasons,
  customer,
  pauseOptions = [],
  progress,
  problem,
  failedAt = 'canceling',
  words: ownWords,
  effectId,
  keepRef,
  onRetryPreview,
  onKeep,
  onCancel,
  onAcceptOffer,
  onPause,
  onChangePlan,
}: CancelFlowProps) {
  const words = useWords(cancelFlowWords, ownWords);
  const { cancelSubscription: say, errors, section } = words;
  const [why, setWhy] = useState<Why>({});
  const [step, setStep] = useState<Step>('reason');
  const stepTitle = useRef<HTMLParagraphElement>(null);
  const ordered = inAnyOrder(mode === 'strict' ? [] : reasons, subscription.id);

  const available: Offer[] = [];
  if (preview?.retentionOffer && onAcceptOffer) available.push('coupon');
  if (onPause && pauseOptions.length > 0) available.push('pause');
  if (onChangePlan) available.push('changePlan');
  const match = matchingOffer(why.feedback, available);

  const steps: Step[] = ['confirm'];
  if (match) steps.unshift('offer');
  if (ordered.length > 0) steps.unshift('reason');
  const isGuided = mode === 'guided' && steps.length > 1;
  const at = isGuided ? Math.max(0, steps.indexOf(step)) : 0;
  const current = steps[at];
  const isBusy = progress !== 'idle';
  const told = {
    ...(why.feedback && { feedback: why.feedback }),
    ...(why.comment?.trim() && { comment: why.comment.trim() }),
  };

  // Whoever steps by keyboard is taken along; the first step has the focus where the flow began.
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) stepTitle.current?.focus();
    isFirst.current = false;
  }, [at]);

  const asks = isGuided ? current === 'reason' : mode === 'single';
  const offers = isGuided
    ? current === 'offer' && match
      ? [match]
      : []
    : mode === 'single'
      ? available
      : [];

  return (
    <div className="bf-CancelSubscription-flow" data-mode={mode}>
      {mode === 'strict' ? (
        <CancelContract customer={customer} subscription={subscription} preview={preview} words={say} />
      ) : null}
      {previewProblem && !preview ? (
        <Notice
          role="alert"
          tone="danger"
          title={say.previewFailed}
          action={onRetryPreview ? <Button onClick={onRetryPreview}>{section.retry}</Button> : null}
        >
          <p>{sentenceOf(previewProblem, errors)}</p>
        </Notice>
      ) : (
        <CancelTruth id={effectId} subscription={subscription} preview={preview} words={say} />
      )}
      {isGuided ? (
        <p ref={stepTitle} tabIndex={-1} className="bf-CancelSubscription-step">
          <span className="bf-muted">{say.step(at + 1, steps.length)}</span>{' '}
          {titleOf[current ?? 'confirm'](say)}
        </p>
      ) : null}
      <CancelOffers
        subscription={subscription}
        offers={offers}
        offer={preview?.retentionOffer ?? null}
        pauseOptions={pauseOptions}
        progress={progress}
        words={words}
        on={{ accept: () => onAcceptOffer?.(told), pause: onPause, changePlan: onChangePlan }}
      />
      {asks ? <CancelReasons reasons={ordered} why={why} words={words} onChange={setWhy} /> : null}
      {problem ? (
        <ActionProblem problem={problem} failed={failedSentence(failedAt, say)} words={words} />
      ) : null}
      <div className="bf-CancelSubscription-actions bf-Dialog-actions">
        {isGuided && at < steps.length - 1 ? (
          <Button
            variant="primary"
            className="bf-CancelSubscription-next"
            disabled={isBusy}
            onClick={() => setStep(steps[at + 1] ?? 'confirm')}
          >
            {say.next}
          </Button>
        ) : null}
        <Button ref={keepRef} disabled={isBusy} onClick={onKeep}>
          {say.keep}
        </Button>
        <Button
          busy={progress === 'canceling'}
          disabled={!preview || (isBusy && progress !== 'canceling')}
          onClick={() => onCancel?.(told)}
        >
          {mode === 'strict' ? say.strictCancel : say.cancel}
        </Button>
        {isGuided && at > 0 ? (
          <Button variant="quiet" disabled={isBusy} onClick={() => setStep(steps[at - 1] ?? 'reason')}>
            {say.back}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function failedSentence(attempt: CancelAttempt, say: CancelFlowWords['cancelSubscription']): string {
  if (attempt === 'pausing') return say.notPaused;
  return attempt === 'accepting' ? say.notAccepted : say.notCanceled;
}

type Step = 'reason' | 'offer' | 'confirm';

const titleOf: Record<Step, (say: CancelFlowWords['cancelSubscription']) => string> = {
  reason: (say) => say.stepReason,
  offer: (say) => say.stepOffer,
  confirm: (say) => say.stepConfirm,
};

/** What a decision is made of. A missing callback takes its offer away. */
export interface CancelFlowFacts {
  /** What would happen, told by billing. Until it is known, nothing can be canceled. */
  preview: CancellationPreview | null;
  /** Why `preview` is not there. */
  previewProblem?: Problem | null;
  mode: CancelMode;
  /** What may be given as a reason; `strict` asks for none. */
  reasons: readonly CancellationReason[];
  /** Who the contract is with; `strict` names them. */
  customer?: CancelingCustomer | null;
  /** Pauses that may be had instead, shortest first. */
  pauseOptions?: readonly PauseOption[];
  progress: CancelProgress;
  /** Why the last try failed. */
  problem?: Problem | null;
  /** Which try that was. @default what is asked for where it is said: to cancel, or to keep */
  failedAt?: CancelAttempt;
  onRetryPreview?: () => void;
  /** Called when the customer decides to keep the plan, before anything was done. */
  onKeep: () => void;
  onCancel?: (why: Why) => void;
  onAcceptOffer?: (why: Why) => void;
  onPause?: (resumesAt: string) => void;
  onChangePlan?: () => void;
}

export interface CancelFlowProps extends CancelFlowFacts {
  subscription: Subscription;
  words: WordsOverride | undefined;
  /** Given to the sentence that says what happens. */
  effectId: string;
  keepRef: Ref<HTMLButtonElement>;
}

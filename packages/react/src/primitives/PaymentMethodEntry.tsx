'use client';
import type { PaymentFailure } from '@billfold/contract';
import type { PaymentMethodAdditionStatus } from '@billfold/hooks';
import { useEffect, useId, useRef, useState, type ReactNode, type Ref, type RefObject } from 'react';
import type { Problem } from '../problem.js';
import { ActionProblem } from './ActionProblem.js';
import { Button } from './Button.js';
import { Notice } from './Notice.js';
import { PaymentFieldsFrame, type PaymentFieldsCondition } from './PaymentFieldsFrame.js';
import type { PaymentMethodEntryWords } from './paymentMethodEntryWords.js';

/**
 * Asks for a payment method: the provider's fields, whether it is used from now on, and what became of it. It stands in
 * the page and in no dialog, and is no form element, so that it may stand in a form of the host.
 */
export function PaymentMethodEntry({
  fields,
  condition,
  phase,
  problem,
  added,
  use,
  isOnline = true,
  supportUrl,
  isFocused = false,
  bankRef,
  words,
  onUse,
  onSubmit,
  onCancel,
  onRetry,
}: PaymentMethodEntryProps) {
  const { paymentMethodForm: say, section } = words;
  const root = useRef<HTMLDivElement>(null);
  const describedBy = useId();
  const isBusy = phase === 'preparing' || phase === 'confirming' || phase === 'finishing';
  const isTold = phase === 'pending' || phase === 'succeeded';
  // What is said at once is read with the focus; what comes while somebody stands on it already is not.
  const [wasPending, setWasPending] = useState(false);
  if (phase !== 'succeeded' && wasPending !== (phase === 'pending')) setWasPending(!wasPending);
  useFocusAfterWaiting(isTold, root);

  // Whoever has opened it by a press is taken along.
  useEffect(() => {
    if (isFocused) root.current?.focus();
  }, [isFocused]);

  return (
    <div
      ref={root}
      role="group"
      aria-label={say.title}
      tabIndex={-1}
      className="bf-PaymentMethodEntry"
      data-state={phase}
      data-fields={condition}
    >
      {isTold ? (
        <Notice
          tone="neutral"
          title={
            <span ref={takeFocus} tabIndex={-1}>
              {phase === 'pending' ? say.pending : say.added(added?.name ?? '')}
            </span>
          }
          action={onCancel ? <Button onClick={onCancel}>{say.close}</Button> : null}
        >
          {phase === 'pending' ? <p>{say.pendingAdvice}</p> : null}
          {added && added.plans.length > 0 ? <p>{say.moved(added.plans, added.name)}</p> : null}
        </Notice>
      ) : null}
      {phase === 'succeeded' ? null : (
        // Out of sight and not gone while the bank has not said: it can ask yet, or refuse what was entered.
        <div className="bf-PaymentMethodEntry-form" hidden={phase === 'pending'}>
          <PaymentFieldsFrame condition={condition} supportUrl={supportUrl} words={words} onRetry={onRetry}>
            {fields}
          </PaymentFieldsFrame>
          {condition === 'missing' || use === null ? null : (
            <UseOfMethod
              id={describedBy}
              use={use}
              isDisabled={isBusy || phase === 'unknown'}
              say={say}
              onUse={onUse}
            />
          )}
          {phase === 'unknown' ? (
            <Notice role="alert" tone="danger" title={section.unknownOutcome}>
              <p>{say.unknownAdvice}</p>
            </Notice>
          ) : null}
          {problem && phase === 'failed' ? <EntryProblem problem={problem} words={words} /> : null}
          {/* There before the bank asks, which draws into it. */}
          <div ref={bankRef} className="bf-PaymentMethodEntry-bank" />
          {isOnline ? null : (
            <p role="status" className="bf-muted">
              {section.offline}
            </p>
          )}
          <div className="bf-PaymentMethodEntry-actions">
            {condition === 'missing' || condition === 'blocked' || condition === 'broken' ? null : (
              <Button
                variant="primary"
                busy={isBusy}
                disabled={condition !== 'ready' || use === null || !isOnline}
                onClick={onSubmit}
              >
                {phase === 'unknown' ? section.retry : say.submit}
              </Button>
            )}
            {onCancel ? (
              <Button disabled={isBusy} onClick={onCancel}>
                {say.cancel}
              </Button>
            ) : null}
            {isBusy ? <span className="bf-muted">{say.saving}</span> : null}
          </div>
        </div>
      )}
      <output className="bf-VisuallyHidden">
        {isBusy ? say.saving : wasPending && phase === 'succeeded' ? say.added(added?.name ?? '') : ''}
      </output>
    </div>
  );
}

/**
 * The button that was pressed is gone once there is an outcome. As soon as that is there, and not in an effect: a host that
 * closes the form upon it has the last word about the focus.
 */
const takeFocus = (outcome: HTMLElement | null) => outcome?.focus();

/** The bank has said, and what the focus was on is gone: it goes to the form, unless it was elsewhere. */
function useFocusAfterWaiting(isTold: boolean, root: RefObject<HTMLElement | null>): void {
  const wasTold = useRef(isTold);
  useEffect(() => {
    const isOver = wasTold.current && !isTold;
    wasTold.current = isTold;
    if (isOver && document.activeElement === document.body) root.current?.focus();
  }, [isTold, root]);
}

/** Whether it is used for everything from now on, and what that is. */
function UseOfMethod({ id, use, isDisabled, say, onUse }: UseOfMethodProps) {
  const { isChosen, plans, isFirst } = use;
  if (isFirst) return <p>{say.first}</p>;
  return (
    <label className="bf-Checkbox">
      <input
        type="checkbox"
        checked={isChosen}
        disabled={isDisabled}
        aria-describedby={id}
        onChange={({ target }) => onUse?.(target.checked)}
      />
      <span>
        {say.useForAll}
        <small id={id} className="bf-PaymentMethodEntry-use">
          {plans.length > 0 ? say.useForAllOf(plans) : say.useForAllLater}
        </small>
      </span>
    </label>
  );
}

/** Why it was not saved, and what to do. What was entered stays where it is. */
function EntryProblem({ problem, words }: { problem: EntryProblemFacts; words: PaymentMethodEntryWords }) {
  const { paymentMethodForm: say, paymentFailures } = words;
  const { failure, code } = problem;
  return (
    <ActionProblem
      problem={problem}
      failed={say.refused}
      reason={
        code === 'payment_failed'
          ? (paymentFailures[failure ?? 'try_another_method'] ?? paymentFailures.try_another_method)
          : null
      }
      words={words}
    />
  );
}

/**
 * How far it is, as `useAddPaymentMethod` tells it. `pending`: the bank has not said yet. `unknown`: nobody knows whether it
 * was saved; sent again, it is the same one.
 */
export type PaymentMethodEntryPhase = PaymentMethodAdditionStatus;

/** Why a payment method was not saved. */
export interface EntryProblemFacts extends Problem {
  /** Of a refusal, in groups that say what to do. */
  failure?: PaymentFailure | null;
}

/** Whether it becomes what everything is charged to. */
export interface UseOfPaymentMethod {
  isChosen: boolean;
  /** The plans that are going to be charged to it. */
  plans: readonly string[];
  /** Whether nothing is on file: the first one is used in any case. */
  isFirst: boolean;
}

export interface PaymentMethodEntryProps {
  /** The provider's fields. They stay where they are from the first paint on: what was entered is in them alone. */
  fields: ReactNode;
  condition: PaymentFieldsCondition;
  phase: PaymentMethodEntryPhase;
  problem?: EntryProblemFacts | null;
  /** What was saved: how it is called, and the plans that are charged to it from now on. */
  added?: { name: string; plans: readonly string[] } | null;
  /** Null as long as it is not known: nothing can be sent until then. */
  use: UseOfPaymentMethod | null;
  /** @default true */
  isOnline?: boolean;
  /** A way out where nothing can be entered. */
  supportUrl?: string | null;
  /** Whether it takes the focus when it appears. */
  isFocused?: boolean;
  /** Gets the element that the bank's step is drawn into. */
  bankRef?: Ref<HTMLDivElement>;
  words: PaymentMethodEntryWords;
  onUse?: (isChosen: boolean) => void;
  onSubmit: () => void;
  /** Called to leave it. Without it there is no such button. */
  onCancel?: () => void;
  /** Called to load the fields again. */
  onRetry: () => void;
}

interface UseOfMethodProps {
  id: string;
  use: UseOfPaymentMethod;
  isDisabled: boolean;
  say: PaymentMethodEntryWords['paymentMethodForm'];
  onUse?: (isChosen: boolean) => void;
}

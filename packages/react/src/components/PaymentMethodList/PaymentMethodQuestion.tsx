'use client';
import type { SubscriptionName } from '@billfold/contract';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { ActionProblem } from '../../primitives/ActionProblem.js';
import { Button } from '../../primitives/Button.js';
import { planNames, type PaymentMethodChange } from './paymentMethodChange.js';
import type { PaymentMethodListWords } from './paymentMethodListWords.js';

/** Asks in the row, before something is done with a payment method: what it means, and the way to leave it. */
export function PaymentMethodQuestion({
  name,
  change,
  moves,
  words,
  isPossible,
  isOnline,
  onConfirm,
  onLeave,
}: PaymentMethodQuestionProps) {
  const { paymentMethodList: say } = words;
  const { task, state, problem } = change;
  const id = useId();
  const leave = useRef<HTMLButtonElement>(null);
  const isRemoval = task === 'remove';
  const isBusy = state === 'busy';

  // What destroys least has the focus first.
  useEffect(() => leave.current?.focus(), []);

  const leaveByEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !isBusy) onLeave();
  };

  return (
    <div
      role="group"
      aria-labelledby={`${id}question`}
      aria-describedby={`${id}means`}
      className="bf-PaymentMethodList-question"
    >
      <p id={`${id}question`} className="bf-PaymentMethodList-asked">
        {isRemoval ? say.removeQuestion(name) : say.makeDefaultQuestion(name)}
      </p>
      <p id={`${id}means`}>
        {isRemoval
          ? say.removeMeans
          : moves.length > 0
            ? say.willMove(planNames(moves), name)
            : say.willMoveNothing}
      </p>
      {state === 'failed' && problem ? (
        <ActionProblem
          problem={problem}
          failed={isRemoval ? say.notRemoved : say.notMadeDefault}
          words={words}
        />
      ) : null}
      {isOnline ? null : <p role="status">{words.section.offline}</p>}
      <div className="bf-PaymentMethodList-answers">
        <Button ref={leave} disabled={isBusy} onKeyDown={leaveByEscape} onClick={onLeave}>
          {isRemoval ? say.keep : say.leave}
        </Button>
        {isPossible ? (
          <Button busy={isBusy} disabled={!isOnline && !isBusy} onKeyDown={leaveByEscape} onClick={onConfirm}>
            {isRemoval ? say.remove : say.makeDefault}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

export interface PaymentMethodQuestionProps {
  /** How the payment method is called. */
  name: string;
  change: PaymentMethodChange;
  /** What is going to be charged to it once it is the default. */
  moves: readonly SubscriptionName[];
  /** Whether it can be done at all; what is needed by now can not be removed. */
  isPossible: boolean;
  isOnline: boolean;
  words: PaymentMethodListWords;
  onConfirm: () => void;
  onLeave: () => void;
}

'use client';
import type { ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import type { PaymentMethodSlot } from '../../primitives/AddPaymentMethod.js';
import { Button } from '../../primitives/Button.js';
import { Notice } from '../../primitives/Notice.js';
import { StepUpLink } from '../../primitives/StepUpLink.js';
import { sentenceOf } from '../../problem.js';
import { AddMethod } from './Blockers.js';
import type { PlanChangeFacts, PlanChangeProblem } from './planChangeFacts.js';
import type { PlanSwitcherWords } from './planSwitcherWords.js';

/** Why the change was not made, or its price is not known, and what to do. What was chosen stays as it is. */
export function ChangeProblem({
  change,
  words,
  addPaymentMethod,
  onPaymentMethod,
  onRetry,
}: ChangeProblemProps) {
  const { planChange: say, section } = words;
  const { problem, failedAt } = change;
  const other = otherPrice(change, say);
  if (other) {
    return (
      <Notice role="alert" tone="neutral" title={other}>
        <p>{say.confirmAgain}</p>
      </Notice>
    );
  }
  if (!problem) return null;

  const { title, advice } = told(problem, failedAt, words);
  const isDeclined = problem.code === 'payment_failed';
  return (
    <Notice
      role="alert"
      tone="danger"
      title={title}
      action={
        failedAt === 'preview' && onRetry ? (
          <Button onClick={onRetry}>{section.retry}</Button>
        ) : (
          <StepUpLink problem={problem} section={section} />
        )
      }
    >
      {advice ? <p>{advice}</p> : null}
      {problem.requestId && !isDeclined ? (
        <p className="bf-Notice-reference">{section.reference(problem.requestId)}</p>
      ) : null}
      {isDeclined ? (
        <AddMethod label={say.useAnother} slot={addPaymentMethod} onDone={onPaymentMethod} />
      ) : null}
    </Notice>
  );
}

/** What is not as it was a moment ago: the price, or something else that it was made of. */
function otherPrice(
  { problem, quote, replacedQuote }: PlanChangeFacts,
  say: PlanSwitcherWords['planChange'],
): ReactNode {
  if (replacedQuote && quote && replacedQuote.dueNow.amount !== quote.dueNow.amount) {
    return say.dueChanged(<Amount money={replacedQuote.dueNow} />, <Amount money={quote.dueNow} />);
  }
  const isOutdated = problem?.code === 'quote_stale' || problem?.code === 'version_stale';
  return replacedQuote || isOutdated ? say.termsChanged : null;
}

function told(
  { code, requestId, payment, isUnknown }: PlanChangeProblem,
  failedAt: PlanChangeFacts['failedAt'],
  { planChange: say, paymentFailures, errors }: PlanSwitcherWords,
): { title: string; advice: string | null } {
  const reason = sentenceOf({ code, requestId }, errors);
  const isConfirmation = failedAt === 'confirmation';
  if (isConfirmation && isUnknown) return { title: reason, advice: say.unknownOutcome };
  switch (code) {
    case 'payment_failed': {
      const advice = paymentFailures[payment?.failure ?? 'try_another_method'];
      return { title: say.declined, advice: advice ?? paymentFailures.try_another_method };
    }
    case 'network':
    case 'timeout':
      return { title: reason, advice: null };
    default:
      return { title: isConfirmation ? say.changeFailed : say.previewFailed, advice: reason };
  }
}

interface ChangeProblemProps {
  change: PlanChangeFacts;
  words: PlanSwitcherWords;
  addPaymentMethod?: PaymentMethodSlot;
  onPaymentMethod?: () => void;
  /** Called to ask for the price again. Without it there is no such button. */
  onRetry?: () => void;
}

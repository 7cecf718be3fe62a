'use client';
import type { Quote } from '@billfold/contract';
import type { ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Button } from '../../primitives/Button.js';
import { Notice } from '../../primitives/Notice.js';
import { sentenceOf } from '../../problem.js';
import { AddMethod, type AddPaymentMethod } from './Blockers.js';
import type { PlanChangeProblem } from './planChangeFacts.js';
import type { PlanSwitcherWords } from './planSwitcherWords.js';

/** Why the change was not made, or its price is not known, and what to do. What was chosen stays as it is. */
export function ChangeProblem(props: ChangeProblemProps) {
  const { problem, words } = props;
  const { planChange: say, section } = words;
  const { title, advice, tone } = told(props);
  return (
    <Notice
      role="alert"
      tone={tone}
      title={title}
      action={props.onRetry ? <Button onClick={props.onRetry}>{section.retry}</Button> : null}
    >
      {advice ? <p>{advice}</p> : null}
      {problem.requestId && tone === 'danger' && problem.code !== 'payment_failed' ? (
        <p className="bf-Notice-reference">{section.reference(problem.requestId)}</p>
      ) : null}
      {problem.code === 'payment_failed' ? (
        <AddMethod label={say.useAnother} slot={props.addPaymentMethod} onDone={props.onPaymentMethod} />
      ) : null}
    </Notice>
  );
}

function told({ problem, asked, quote, words }: ChangeProblemProps): Told {
  const { planChange: say, paymentFailures, errors } = words;
  const reason = sentenceOf(problem, errors);
  switch (problem.code) {
    case 'payment_failed': {
      const failure = problem.payment?.failure;
      return {
        tone: 'danger',
        title: say.declined,
        advice: paymentFailures[failure ?? 'try_another_method'] ?? paymentFailures.try_another_method,
      };
    }
    case 'quote_stale':
    case 'version_stale': {
      const isOther = asked && quote && asked.dueNow.amount !== quote.dueNow.amount;
      return {
        tone: 'neutral',
        title: isOther
          ? say.dueChanged(<Amount money={asked.dueNow} />, <Amount money={quote.dueNow} />)
          : say.termsChanged,
        advice: say.confirmAgain,
      };
    }
    case 'network':
    case 'timeout':
      return { tone: 'danger', title: reason, advice: asked ? say.unknownOutcome : null };
    default:
      return { tone: 'danger', title: asked ? say.changeFailed : say.previewFailed, advice: reason };
  }
}

interface Told {
  tone: 'neutral' | 'danger';
  title: ReactNode;
  advice: string | null;
}

interface ChangeProblemProps {
  problem: PlanChangeProblem;
  /** What was confirmed; null where it did not come to that. */
  asked: Quote | null;
  quote: Quote | null;
  words: PlanSwitcherWords;
  addPaymentMethod?: AddPaymentMethod;
  onPaymentMethod?: () => void;
  /** Called to ask for the price again. Without it there is no such button. */
  onRetry?: () => void;
}

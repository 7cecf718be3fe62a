import type { Ref } from 'react';
import { Button } from '../../primitives/Button.js';
import { Notice } from '../../primitives/Notice.js';
import { sentenceOf } from '../../problem.js';
import { paymentMethodName } from '../../words/paymentMethodName.js';
import { planNames, type PaymentMethodOutcome } from './paymentMethodChange.js';
import type { PaymentMethodListWords } from './paymentMethodListWords.js';

/** What was done last, and what is charged to what from now on. */
export function PaymentMethodNotice({ outcome, titleRef, words, onRetry }: PaymentMethodNoticeProps) {
  const { title, advice } = outcomeText(outcome, words);
  return (
    <Notice
      tone={failures.includes(outcome.what) ? 'danger' : 'neutral'}
      action={onRetry ? <Button onClick={onRetry}>{words.section.retry}</Button> : null}
      title={
        <span ref={titleRef} tabIndex={-1} className="bf-PaymentMethodList-outcome">
          {title}
        </span>
      }
    >
      {advice ? <p>{advice}</p> : null}
    </Notice>
  );
}

const failures: readonly PaymentMethodOutcome['what'][] = ['notAdded', 'notFinished', 'unknown'];

/** An outcome in words: what it is, and what follows. */
export function outcomeText(
  outcome: PaymentMethodOutcome,
  words: PaymentMethodListWords,
): { title: string; advice: string | null } {
  const { paymentMethodList: say, paymentMethodForm: form, paymentMethods, paymentFailures } = words;
  switch (outcome.what) {
    case 'finishing':
      return { title: form.returning, advice: null };
    case 'pending':
      return { title: form.pending, advice: form.pendingAdvice };
    case 'unknown':
      return { title: words.section.unknownOutcome, advice: form.unknownAdvice };
    case 'notFinished':
      return { title: form.notFinished, advice: sentenceOf(outcome.problem, words.errors) };
    case 'notAdded':
      return {
        title: form.refused,
        advice:
          paymentFailures[outcome.failure ?? 'try_another_method'] ?? paymentFailures.try_another_method,
      };
    case 'removed':
      return { title: say.removed(paymentMethodName(outcome.method, paymentMethods)), advice: null };
    default: {
      const name = paymentMethodName(outcome.method, paymentMethods);
      return {
        title: outcome.what === 'added' ? say.added(name) : say.madeDefault(name),
        advice: outcome.moved.length > 0 ? say.moved(planNames(outcome.moved), name) : null,
      };
    }
  }
}

interface PaymentMethodNoticeProps {
  outcome: PaymentMethodOutcome;
  titleRef: Ref<HTMLSpanElement>;
  words: PaymentMethodListWords;
  /** Called to ask once more what became of it. */
  onRetry?: () => void;
}

import type { Ref } from 'react';
import { Notice } from '../../primitives/Notice.js';
import { paymentMethodName } from '../../words/paymentMethodName.js';
import { planNames, type PaymentMethodOutcome } from './paymentMethodChange.js';
import type { PaymentMethodListWords } from './paymentMethodListWords.js';

/** What was done last, and what is charged to what from now on. */
export function PaymentMethodNotice({ outcome, titleRef, words }: PaymentMethodNoticeProps) {
  const { title, advice } = outcomeText(outcome, words);
  return (
    <Notice
      tone={outcome.what === 'notAdded' ? 'danger' : 'neutral'}
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

/** An outcome in words: what it is, and what follows. */
export function outcomeText(
  outcome: PaymentMethodOutcome,
  { paymentMethodList: say, paymentMethodForm, paymentMethods, paymentFailures }: PaymentMethodListWords,
): { title: string; advice: string | null } {
  switch (outcome.what) {
    case 'pending':
      return { title: paymentMethodForm.pending, advice: paymentMethodForm.pendingAdvice };
    case 'notAdded':
      return {
        title: paymentMethodForm.refused,
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
}

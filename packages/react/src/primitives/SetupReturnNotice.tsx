'use client';
import { useSetupReturn } from '@billfold/hooks';
import { sentenceOf } from '../problem.js';
import { paymentMethodName } from '../words/paymentMethodName.js';
import { Button } from './Button.js';
import { Notice } from './Notice.js';
import type { PaymentMethodEntryWords } from './paymentMethodEntryWords.js';

/** What became of the payment method whose bank has taken the whole page. Nothing where the customer has not come back. */
export function SetupReturnNotice({ words }: { words: PaymentMethodEntryWords }) {
  const { paymentMethodForm: say, paymentFailures, paymentMethods, errors, section } = words;
  const { status, paymentMethod, moved, problem, retry } = useSetupReturn();
  const name = paymentMethod ? paymentMethodName(paymentMethod, paymentMethods) : '';
  const again = <Button onClick={retry}>{section.retry}</Button>;
  switch (status) {
    case 'idle':
      return null;
    case 'finishing':
      return <Notice role="status" tone="neutral" title={say.returning} />;
    case 'pending':
      return (
        <Notice role="status" tone="neutral" title={say.pending} action={again}>
          <p>{say.pendingAdvice}</p>
        </Notice>
      );
    case 'succeeded': {
      const plans = moved.map(({ product }) => product.name);
      return (
        <Notice role="status" tone="neutral" title={say.added(name)}>
          {plans.length > 0 ? <p>{say.moved(plans, name)}</p> : null}
        </Notice>
      );
    }
    case 'unknown':
      return (
        <Notice role="alert" tone="danger" title={section.unknownOutcome} action={again}>
          <p>{say.unknownAdvice}</p>
        </Notice>
      );
    case 'failed':
      return problem?.payment ? (
        <Notice role="alert" tone="danger" title={say.refused}>
          <p>{paymentFailures[problem.payment.failure] ?? paymentFailures.try_another_method}</p>
        </Notice>
      ) : (
        <Notice role="alert" tone="danger" title={say.notFinished} action={again}>
          <p>{sentenceOf(problem, errors)}</p>
        </Notice>
      );
  }
}

import type { OverdueInvoice, PaymentFailure } from '@billfold/contract';
import type { ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { paymentMethodName } from '../../words/paymentMethodName.js';
import type { PastDueWords } from './pastDueWords.js';

/** When a payment failed, or that one is missing. */
export function PastDueTitle({
  invoice,
  words: { pastDue: say },
}: Pick<PastDueTextProps, 'invoice' | 'words'>) {
  if (invoice.failure === 'authentication_required') return say.titleConfirm;
  return invoice.failure && invoice.attemptedAt
    ? say.title(<Day at={invoice.attemptedAt} />)
    : say.titleUnpaid;
}

/** What was to be paid and by what, when it is tried again, and what to do. */
export function PastDueText({ invoice, plan, words, isAdvised }: PastDueTextProps) {
  const { pastDue: say, paymentFailures } = words;
  const { failure, nextAttemptAt } = invoice;
  return (
    <>
      <p>
        {whatFailed(invoice, plan, words)}{' '}
        {failure === 'authentication_required'
          ? null
          : nextAttemptAt
            ? say.nextAttempt(<Day at={nextAttemptAt} />)
            : say.lastAttempt}
      </p>
      {isAdvised && failure && failure !== 'authentication_required' ? (
        <p>{adviceOn(failure, paymentFailures)}</p>
      ) : null}
    </>
  );
}

/** What to do about a refusal. A group that a newer server knows reads as the general one; a bank's code is never shown. */
export const adviceOn = (failure: PaymentFailure, say: PastDueWords['paymentFailures']): string =>
  say[failure] ?? say.try_another_method;

function whatFailed(
  { amountRemaining, failure, method }: OverdueInvoice,
  plan: string,
  { pastDue: say, paymentMethods }: PastDueWords,
): ReactNode {
  const amount = <Amount money={amountRemaining} />;
  if (failure === 'authentication_required') return say.confirm(amount, plan);
  return method
    ? say.failed(amount, plan, paymentMethodName(method, paymentMethods))
    : say.owed(amount, plan);
}

interface PastDueTextProps {
  invoice: OverdueInvoice;
  plan: string;
  words: PastDueWords;
  /** Whether what to do is to be said here. */
  isAdvised: boolean;
}

'use client';
import type { Invoice, PaymentFailure } from '@billfold/contract';
import type { PaymentPhase } from '@billfold/hooks';
import { useEffect, useId, useRef, type Ref } from 'react';
import { Amount } from '../../format/Amount.js';
import { ActionProblem } from '../../primitives/ActionProblem.js';
import { Button } from '../../primitives/Button.js';
import { PayWith, type PaymentMethodChoice } from '../../primitives/PayWith.js';
import type { Problem } from '../../problem.js';
import type { PayInvoiceWords } from './payInvoiceWords.js';

/** The way to pay one invoice, in its row: with what, how much, and what became of it. The bank's step is in the page. */
export function PayInvoiceView({
  invoice,
  phase,
  problem,
  choice,
  now,
  isOnline = true,
  bankRef,
  words,
  onPay,
  onClose,
}: PayInvoiceViewProps) {
  const { payInvoice: say, paymentFailures } = words;
  const titleId = useId();
  const title = useRef<HTMLParagraphElement>(null);
  // A debit that is under way is not going to be settled while anybody watches.
  const isProcessing = invoice.payment?.status === 'processing' && phase !== 'authenticating';
  const isSettling = phase === 'settling' && !isProcessing;
  const isBusy = phase === 'sending' || phase === 'authenticating' || isSettling;
  const amount = <Amount money={invoice.amountRemaining} />;

  // Whoever has opened it by a press is taken along.
  useEffect(() => title.current?.focus(), []);

  return (
    <div role="group" aria-labelledby={titleId} className="bf-PayInvoice" data-phase={phase}>
      <p id={titleId} ref={title} tabIndex={-1} className="bf-PayInvoice-title">
        {say.title(invoice.number)}
      </p>
      {isProcessing ? (
        <p>
          {say.processing} {say.processingAdvice}
        </p>
      ) : (
        <>
          <PayWith {...choice} now={now} disabled={isBusy} words={words} />
          {problem && phase === 'failed' ? (
            <ActionProblem
              problem={problem}
              failed={say.notPaid}
              reason={
                problem.code === 'payment_failed'
                  ? (paymentFailures[problem.failure ?? 'try_another_method'] ??
                    paymentFailures.try_another_method)
                  : null
              }
              words={words}
            />
          ) : null}
          {phase === 'authenticating' ? <p>{say.authenticating}</p> : null}
        </>
      )}
      {/* There before the bank asks, which draws into it. */}
      <div ref={bankRef} className="bf-PayInvoice-bank" />
      {isSettling ? (
        <p>
          {say.settling} {say.settlingAdvice}
        </p>
      ) : null}
      {isOnline || isProcessing ? null : <p role="status">{say.offline}</p>}
      <div className="bf-PayInvoice-actions">
        {isProcessing ? null : (
          <Button
            variant="primary"
            busy={isBusy || choice.isPending}
            disabled={!isOnline && !isBusy}
            onClick={onPay}
          >
            {say.pay(amount)}
          </Button>
        )}
        <Button disabled={phase === 'sending'} onClick={onClose}>
          {isProcessing || isSettling ? say.close : say.cancel}
        </Button>
      </div>
      <output className="bf-VisuallyHidden">
        {phase === 'sending' ? say.sending : isSettling ? say.settling : isProcessing ? say.processing : ''}
      </output>
    </div>
  );
}

export interface PayInvoiceViewProps {
  invoice: Invoice;
  phase: PaymentPhase;
  /** Why the last try failed; `failure` where it was refused. */
  problem?: (Problem & { failure?: PaymentFailure | null }) | null;
  choice: PaymentMethodChoice;
  /** The moment from which expiry is judged. */
  now: Date;
  /** @default true */
  isOnline?: boolean;
  /** Gets the element that the bank's step is drawn into. */
  bankRef?: Ref<HTMLDivElement>;
  words: PayInvoiceWords;
  onPay: () => void;
  onClose: () => void;
}

'use client';
import type { Invoice, PaymentFailure } from '@billfold/contract';
import type { PaymentPhase } from '@billfold/hooks';
import { useEffect, useId, useRef, useState, type Ref } from 'react';
import { Amount } from '../../format/Amount.js';
import { ActionProblem } from '../../primitives/ActionProblem.js';
import type { PaymentMethodSlot } from '../../primitives/AddPaymentMethod.js';
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
  addPaymentMethod,
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
  const [isAdding, setAdding] = useState(false);
  const [isAdded, setAdded] = useState(false);
  const pay = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  // Where none can be put on file here, billing says that it is missing. A form that is open stays, whatever is there since.
  const isMissing = isAdding || (choice.isMissing === true && !isAdded && addPaymentMethod !== undefined);

  // Whoever has opened it by a press is taken along.
  useEffect(() => title.current?.focus(), []);

  // What was saved is offered to be charged, and nothing more: that is a press of its own.
  useEffect(() => {
    if (isAdded) pay.current?.focus();
  }, [isAdded]);

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
          {isMissing ? <p>{say.missing}</p> : null}
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
        {isProcessing ? null : isMissing ? (
          <Button
            ref={opener}
            variant="primary"
            aria-expanded={isAdding}
            onClick={() => setAdding(!isAdding)}
          >
            {say.addPaymentMethod}
          </Button>
        ) : (
          <Button
            ref={pay}
            variant="primary"
            busy={isBusy || choice.isPending}
            disabled={!isOnline && !isBusy}
            onClick={onPay}
          >
            {say.pay(amount)}
          </Button>
        )}
        {isAdding ? null : (
          <Button disabled={phase === 'sending'} onClick={onClose}>
            {isProcessing || isSettling ? say.close : say.cancel}
          </Button>
        )}
      </div>
      {isAdding && addPaymentMethod ? (
        <>
          <p>{say.addAdvice(amount)}</p>
          {addPaymentMethod(
            (added) => {
              setAdding(false);
              setAdded(true);
              choice.onAdded?.(added?.paymentMethod.id ?? null);
            },
            () => {
              setAdding(false);
              opener.current?.focus();
            },
          )}
        </>
      ) : null}
      <output className="bf-VisuallyHidden">
        {phase === 'sending'
          ? say.sending
          : isSettling
            ? say.settling
            : isProcessing
              ? say.processing
              : isAdded && phase === 'idle'
                ? say.added(amount)
                : ''}
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
  /** How one is put on file where none is. Nothing is charged by that: it is offered to pay with it then. */
  addPaymentMethod?: Extract<PaymentMethodSlot, (...args: never[]) => unknown>;
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

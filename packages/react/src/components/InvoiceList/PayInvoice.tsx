'use client';
import type { Invoice } from '@billfold/contract';
import { useOnline, usePayInvoice } from '@billfold/hooks';
import { useEffect, useRef } from 'react';
import { usePaymentMethodChoice } from '../../primitives/usePaymentMethodChoice.js';
import { usePaymentMethodSlot } from '../../primitives/usePaymentMethodSlot.js';
import { problemOf } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { PayInvoiceView } from './PayInvoiceView.js';
import { payInvoiceWords } from './payInvoiceWords.js';

/** The payment of one invoice; fetched when somebody is about to pay one. */
export function PayInvoice({ invoice, now, words: own, onPaid, onClose }: PayInvoiceProps) {
  const words = useWords(payInvoiceWords, own);
  const isOnline = useOnline();
  const choice = usePaymentMethodChoice(invoice.subscription);
  const addPaymentMethod = usePaymentMethodSlot(undefined, own);
  const { phase, problem, action, pay } = usePayInvoice();
  const isPaid = phase === 'succeeded' || invoice.status === 'paid';

  const tell = useRef(onPaid);
  useEffect(() => {
    tell.current = onPaid;
  });
  useEffect(() => {
    if (isPaid) tell.current();
  }, [isPaid]);

  return (
    <PayInvoiceView
      invoice={invoice}
      phase={phase}
      problem={problem && { ...problemOf(problem)!, failure: problem.payment?.failure ?? null }}
      choice={choice}
      addPaymentMethod={typeof addPaymentMethod === 'function' ? addPaymentMethod : undefined}
      now={now}
      isOnline={isOnline}
      bankRef={action.containerRef}
      words={words}
      onPay={() => pay(invoice.id, choice.chosen === null ? {} : { paymentMethod: choice.chosen })}
      onClose={onClose}
    />
  );
}

export interface PayInvoiceProps {
  invoice: Invoice;
  now: Date;
  words: WordsOverride | undefined;
  /** Called once it is paid, here or elsewhere. */
  onPaid: () => void;
  onClose: () => void;
}

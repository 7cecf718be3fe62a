'use client';
import type { Subscription } from '@billfold/contract';
import { usePayInvoice, type BillfoldError, type PaymentPhase } from '@billfold/hooks';
import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { PaymentMethodChoice } from '../../primitives/PayWith.js';
import { usePaymentMethodChoice } from '../../primitives/usePaymentMethodChoice.js';

/** Pays what is overdue, and tells how far that is. Draws nothing: the banner is there before this has been fetched. */
export function PastDuePayment({ subscription, onChange }: PastDuePaymentProps) {
  const { id, overdueInvoice } = subscription;
  const {
    phase,
    problem,
    action: { containerRef },
    pay,
  } = usePayInvoice();
  const choice = usePaymentMethodChoice(id);

  const send = useRef(() => {});
  useLayoutEffect(() => {
    send.current = () => {
      if (!overdueInvoice) return;
      pay(overdueInvoice.id, choice.chosen === null ? {} : { paymentMethod: choice.chosen });
    };
  });

  // Before the browser paints: the banner never shows what was so before.
  useLayoutEffect(
    () => onChange({ phase, problem, choice, containerRef, pay: () => send.current() }),
    [phase, problem, choice, containerRef, onChange],
  );

  return null;
}

/** How far the payment is, and what it can be charged to. */
export interface PaymentProgress {
  phase: PaymentPhase;
  problem: BillfoldError | null;
  choice: PaymentMethodChoice;
  /** For the element that the bank's step is drawn into. */
  containerRef: RefObject<HTMLDivElement | null>;
  pay: () => void;
}

interface PastDuePaymentProps {
  subscription: Subscription;
  onChange: (progress: PaymentProgress) => void;
}

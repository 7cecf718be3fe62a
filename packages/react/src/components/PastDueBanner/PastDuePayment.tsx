'use client';
import type { Subscription } from '@billfold/contract';
import { usePayInvoice, type BillfoldError, type PaymentPhase } from '@billfold/hooks';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { PaymentMethodChoice } from '../../primitives/PayWith.js';
import { usePaymentMethodChoice } from '../../primitives/usePaymentMethodChoice.js';

/** Pays what is overdue, and tells how far that is. Draws nothing: the banner is there before this has been fetched. */
export function PastDuePayment({ subscription, bank, isPressed, onTaken, onChange }: PastDuePaymentProps) {
  const { id, overdueInvoice } = subscription;
  const { phase, problem, action, pay } = usePayInvoice();
  const choice = usePaymentMethodChoice(id);

  const send = useRef(() => {});
  useLayoutEffect(() => {
    send.current = () => {
      if (!overdueInvoice) return;
      pay(overdueInvoice.id, choice.chosen === null ? {} : { paymentMethod: choice.chosen });
    };
    action.containerRef.current = bank.current;
  });

  // Before the browser paints: the banner never shows what was so before.
  useLayoutEffect(
    () => onChange({ phase, problem, choice, pay: () => send.current() }),
    [phase, problem, choice, onChange],
  );

  const isTaken = useRef(false);
  useEffect(() => {
    if (isPressed && !isTaken.current) {
      send.current();
      onTaken();
    }
    isTaken.current = isPressed;
  }, [isPressed, onTaken]);
  return null;
}

/** How far the payment is, and what it can be charged to. */
export interface PaymentProgress {
  phase: PaymentPhase;
  problem: BillfoldError | null;
  choice: PaymentMethodChoice;
  pay: () => void;
}

interface PastDuePaymentProps {
  subscription: Subscription;
  /** Where the bank's step is drawn. */
  bank: RefObject<HTMLDivElement | null>;
  /** Whether the button was pressed before this was there. */
  isPressed: boolean;
  /** Called once for such a press. */
  onTaken: () => void;
  onChange: (progress: PaymentProgress) => void;
}

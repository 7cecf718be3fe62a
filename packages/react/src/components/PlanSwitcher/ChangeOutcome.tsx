'use client';
import type { Subscription } from '@billfold/contract';
import { useEffect, useRef } from 'react';
import { Notice } from '../../primitives/Notice.js';
import { PendingChangeNotice, PendingPaymentNotice, type UndoChange } from './ChangeNotices.js';
import type { PlanChangeFacts } from './planChangeFacts.js';
import type { PlanSwitcherWords } from './planSwitcherWords.js';

/** What became of a change: done, scheduled, taken back, or waiting for its payment. */
export function ChangeOutcome({
  change,
  subscription,
  isUndone,
  words,
  undo,
  onContinue,
}: ChangeOutcomeProps) {
  const { planChange: say } = words;
  const { phase, quote } = change;
  const { pendingChange, pendingPayment } = subscription;
  const place = useRef<HTMLDivElement>(null);

  // The button that was pressed is gone; whoever pressed it is taken to what came of it, and not to the top of the page.
  const before = useRef(phase);
  useEffect(() => {
    // Who comes back to a payment that is under way has pressed nothing here.
    const isSent = before.current === 'confirming' || before.current === 'authenticating';
    before.current = phase;
    if (phase === 'changed' || (phase === 'settling' && isSent)) focusOn(place.current);
  }, [phase]);
  useEffect(() => {
    if (isUndone) focusOn(place.current);
  }, [isUndone]);

  const notice =
    phase === 'settling' && quote ? (
      <Notice tone="neutral" title={say.settling(quote.product.name)}>
        <p>{say.settlingAdvice}</p>
      </Notice>
    ) : pendingPayment && phase !== 'authenticating' ? (
      <PendingPaymentNotice payment={pendingPayment} words={words} onContinue={onContinue} />
    ) : isUndone ? (
      <Notice tone="neutral" title={words.pendingChange.undone(subscription.product.name)} />
    ) : phase === 'changed' && !pendingChange ? (
      <Notice tone="neutral" title={say.changed(subscription.product.name)} />
    ) : null;

  return (
    <div ref={place} tabIndex={-1} className="bf-PlanSwitcher-outcome">
      {notice}
      {pendingChange ? (
        <PendingChangeNotice change={pendingChange} subscription={subscription} words={words} undo={undo} />
      ) : null}
    </div>
  );
}

const focusOn = (place: HTMLElement | null) => place?.focus({ preventScroll: true });

interface ChangeOutcomeProps {
  change: PlanChangeFacts;
  subscription: Subscription;
  /** Whether a scheduled change was taken back just now. */
  isUndone: boolean;
  words: PlanSwitcherWords;
  undo?: UndoChange;
  onContinue?: (clientSecret: string) => void;
}

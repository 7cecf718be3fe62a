'use client';
import type { PendingChange, PendingPayment, Subscription } from '@billfold/contract';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { Button } from '../../primitives/Button.js';
import { Notice } from '../../primitives/Notice.js';
import { StepUpLink } from '../../primitives/StepUpLink.js';
import { sentenceOf, type Problem } from '../../problem.js';
import type { PlanSwitcherWords } from './planSwitcherWords.js';

/** A change that comes later, with the way to take it back. */
export function PendingChangeNotice({ change, subscription, words, undo }: PendingChangeNoticeProps) {
  const { pendingChange: say, errors, section } = words;
  const isSamePlan = change.product.id === subscription.product.id;
  const title = isSamePlan ? say.titleSamePlan : say.title;
  const { price, amount, quantity } = change;
  // The quote that was confirmed a moment ago had tax and discounts in it.
  const perPeriod = say.price(<Amount money={amount} />, price.interval, price.intervalCount);
  const untaxed = price.scheme === 'flat' ? perPeriod : say.forSeats(perPeriod, quantity);
  const taxed = price.taxBehavior === 'inclusive' ? say.taxIncluded(untaxed) : say.plusTax(untaxed);
  const cost = subscription.discounts.length > 0 ? say.beforeDiscounts(taxed) : taxed;
  return (
    <Notice
      tone="neutral"
      title={title(change.product.name, <Day at={change.effectiveAt} />)}
      action={
        undo ? (
          <Button
            busy={undo.state === 'busy'}
            aria-label={say.undoOf(subscription.product.name)}
            onClick={undo.onUndo}
          >
            {say.undo}
          </Button>
        ) : null
      }
    >
      <p>{say.until(subscription.product.name, cost)}</p>
      {undo?.problem ? (
        <p role="alert" className="bf-Field-problem">
          {undo.problem.isUnknown ? section.unknownOutcome : say.notUndone} {sentenceOf(undo.problem, errors)}{' '}
          {undo.problem.isUnknown ? section.unknownOutcomeAdvice : null}
        </p>
      ) : null}
      <StepUpLink problem={undo?.problem} section={section} />
    </Notice>
  );
}

/** A change that waits for its payment. */
export function PendingPaymentNotice({ payment, words, onContinue }: PendingPaymentNoticeProps) {
  const { planChange: say } = words;
  const { status, clientSecret, amount, product } = payment;
  if (status === 'processing') {
    return (
      <Notice tone="neutral" title={say.settling(product.name)}>
        <p>{say.settlingAdvice}</p>
      </Notice>
    );
  }
  return (
    <Notice
      tone="neutral"
      title={say.bankOpen(<Amount money={amount} />, product.name)}
      action={
        onContinue && clientSecret ? (
          <Button onClick={() => onContinue(clientSecret)}>{say.bankContinue}</Button>
        ) : null
      }
    />
  );
}

/** How a change is taken back. */
export interface UndoChange {
  state: 'ready' | 'busy';
  problem: Problem | null;
  onUndo: () => void;
}

interface PendingChangeNoticeProps {
  change: PendingChange;
  subscription: Subscription;
  words: PlanSwitcherWords;
  /** Without it there is no such button. */
  undo?: UndoChange;
}

interface PendingPaymentNoticeProps {
  payment: PendingPayment;
  words: PlanSwitcherWords;
  onContinue?: (clientSecret: string) => void;
}

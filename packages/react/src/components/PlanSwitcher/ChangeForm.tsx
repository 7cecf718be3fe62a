'use client';
import type { Plan, Subscription } from '@billfold/contract';
import type { PlanInterval } from '@billfold/hooks';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { PaymentMethodSlot } from '../../primitives/AddPaymentMethod.js';
import { Blockers } from './Blockers.js';
import { ChangeProblem } from './ChangeProblem.js';
import { ConfirmChange } from './ConfirmChange.js';
import { isUnderWay, type PlanChangeFacts, type PlanSelection } from './planChangeFacts.js';
import { optionsOf } from './planOptions.js';
import { PlanRows } from './PlanRows.js';
import type { PlanSwitcherWords } from './planSwitcherWords.js';
import { PromotionField } from './PromotionField.js';
import { QuoteDetails } from './QuoteDetails.js';
import { SeatField } from './SeatField.js';

/** What is chosen, what it costs, what stands against it, and the way to make it so. */
export function ChangeForm({
  change,
  subscription,
  plans,
  interval,
  isOnline,
  isLocked,
  lockedReason,
  words,
  addPaymentMethod,
  contactSales,
  ...on
}: ChangeFormProps) {
  const { planSwitcher: say, planChange } = words;
  const { phase, selection, quote, isQuoteFresh, problem, failedAt } = change;
  // Of one price: nonsense that was typed for it stands against no other.
  const [misquantified, setMisquantified] = useState<string | null>(null);

  // What was typed and not taken goes with the choice. The button is gone then; what is kept has the focus.
  const [kept, setKept] = useState(0);
  const rows = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const row = (which: string) => rows.current?.querySelector<HTMLInputElement>(`input:${which}`);
    if (kept > 0) (row('checked') ?? row('enabled'))?.focus();
  }, [kept]);

  // The form is gone then, and what it was for goes on.
  const goOn = () => {
    rows.current?.querySelector<HTMLInputElement>('input:checked')?.focus();
    on.onPreview?.();
  };

  const options = optionsOf(plans, subscription.price.unitAmount.currency, interval);
  const chosen = selection?.price ?? subscription.price.id;
  const price = plans.flatMap(({ prices }) => prices).find(({ id }) => id === chosen);
  // Its field is a new one when it is chosen again.
  if (misquantified && misquantified !== price?.id) setMisquantified(null);
  const isBusy = isUnderWay(change);
  const isDisabled = isLocked || isBusy;
  const isChosen = phase !== 'choosing' && phase !== 'changed' && phase !== 'settling';
  const isCodeRefused = problem?.code === 'promotion_code_invalid';
  const isPriced = phase === 'previewing' || isQuoteFresh || isBusy;

  return (
    <>
      {lockedReason ? <p className="bf-muted">{lockedReason}</p> : null}
      <PlanRows
        ref={rows}
        options={options}
        plans={plans}
        chosen={chosen}
        disabled={isDisabled}
        words={words}
        onPrice={(id) => on.onSelect({ price: id })}
      />
      {contactSales ? <div className="bf-PlanSwitcher-sales">{contactSales}</div> : null}
      {price?.quantity.adjustable && !isLocked ? (
        <SeatField
          key={`${price.id} ${kept}`}
          limits={price.quantity}
          value={selection?.quantity ?? subscription.quantity}
          disabled={isDisabled}
          words={say}
          onQuantity={(quantity) => {
            setMisquantified(quantity === null ? price.id : null);
            if (quantity !== null) on.onSelect({ quantity });
          }}
        />
      ) : null}
      {on.onPromotionCode && !isLocked ? (
        <PromotionField
          key={kept}
          asked={selection?.promotionCode ?? null}
          // What was priced last with it counts while it is priced again; a new one counts once it is.
          applied={selection?.promotionCode && !isCodeRefused ? (quote?.promotionCode ?? null) : null}
          isRefused={isCodeRefused}
          disabled={isDisabled}
          words={words}
          onCode={on.onPromotionCode}
        />
      ) : null}
      {isChosen || isDisabled ? null : <p className="bf-muted bf-PlanSwitcher-hint">{say.choose}</p>}
      {isChosen && isPriced && !isLocked ? (
        <QuoteDetails quote={quote} isFresh={isQuoteFresh} subscription={subscription} words={words} />
      ) : null}
      {/* That the session ended is said above already, with what to do. */}
      {isChosen && !isCodeRefused && !(isLocked && failedAt === 'preview') ? (
        <ChangeProblem
          change={change}
          words={words}
          addPaymentMethod={addPaymentMethod}
          onPaymentMethod={goOn}
          onRetry={on.onPreview}
        />
      ) : null}
      {/* Also while it is priced again: a form that is open in them keeps what was entered. */}
      {isChosen && quote ? (
        <Blockers
          blockers={quote.blockers}
          words={words}
          addPaymentMethod={addPaymentMethod}
          onPaymentMethod={goOn}
        />
      ) : null}
      {isOnline ? null : (
        <p role="status" className="bf-muted">
          {planChange.offline}
        </p>
      )}
      {isChosen && !isLocked ? (
        <ConfirmChange
          quote={isQuoteFresh || isBusy ? quote : null}
          subscription={subscription}
          isPossible={isOnline && misquantified === null && isPossible(change)}
          isPricing={phase === 'previewing'}
          isUnderWay={isBusy}
          words={words}
          onConfirm={on.onConfirm}
          onKeep={() => {
            setMisquantified(null);
            setKept(kept + 1);
            on.onKeep();
          }}
        />
      ) : null}
    </>
  );
}

/** Whether a press on the button can come to anything: never without a price, and not against what stands in the way. */
function isPossible({ phase, quote, isQuoteFresh }: PlanChangeFacts): boolean {
  if (phase === 'previewing' || phase === 'confirming' || phase === 'authenticating') return true;
  return quote !== null && isQuoteFresh && quote.blockers.length === 0;
}

interface ChangeFormProps {
  change: PlanChangeFacts;
  subscription: Subscription;
  plans: readonly Plan[];
  interval: PlanInterval;
  isOnline: boolean;
  /** Whether nothing can be chosen, and why, where that is to be said here. */
  isLocked: boolean;
  lockedReason: string | null;
  words: PlanSwitcherWords;
  addPaymentMethod?: PaymentMethodSlot;
  contactSales?: ReactNode;
  onSelect: (choice: Partial<Pick<PlanSelection, 'price' | 'quantity'>>) => void;
  onPromotionCode?: (code: string | null) => void;
  onConfirm: () => void;
  onKeep: () => void;
  onPreview?: () => void;
}

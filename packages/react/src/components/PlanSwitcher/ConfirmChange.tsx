'use client';
import type { Quote, Subscription } from '@billfold/contract';
import { useId, useRef, useState, type ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { Button } from '../../primitives/Button.js';
import { intervalKey } from './planOptions.js';
import type { PlanSwitcherWords } from './planSwitcherWords.js';

/** The way to make the change: agreement where money moves, a button that says what it does, and a way back. */
export function ConfirmChange({
  quote,
  subscription,
  isPossible,
  isPricing,
  isUnderWay,
  words,
  ...on
}: ConfirmChangeProps) {
  const { planChange: say } = words;
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  // Agreement is to figures: with other figures it has to be given again.
  const figures =
    quote && `${quote.price.id} ${quote.quantity} ${quote.dueNow.amount} ${quote.recurring.total.amount}`;
  const [agreed, setAgreed] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  const needsConsent = quote?.consentRequired ?? false;

  function confirm() {
    if (needsConsent && agreed !== figures) {
      setMissing(true);
      box.current?.focus();
      return;
    }
    setMissing(false);
    on.onConfirm();
  }

  return (
    <div className="bf-PlanSwitcher-confirm">
      {quote && needsConsent ? (
        <div className="bf-Field">
          <label className="bf-Checkbox">
            <input
              ref={box}
              type="checkbox"
              checked={agreed === figures}
              disabled={!isPossible || isUnderWay}
              aria-invalid={isMissing || undefined}
              aria-describedby={isMissing ? id : undefined}
              onChange={(event) => {
                setAgreed(event.target.checked ? figures : null);
                setMissing(false);
              }}
            />
            <span>{consentText(quote, say)}</span>
          </label>
          {isMissing ? (
            <p id={id} role="alert" className="bf-Field-problem">
              {say.consentMissing}
            </p>
          ) : null}
        </div>
      ) : null}
      <div className="bf-PlanSwitcher-actions">
        {/* What could not be priced has nothing to confirm. */}
        {quote || isPricing ? (
          <Button variant="primary" disabled={!isPossible} busy={isPricing || isUnderWay} onClick={confirm}>
            {quote ? confirmText(quote, subscription, words) : say.pricing}
          </Button>
        ) : null}
        <Button disabled={isUnderWay} onClick={on.onKeep}>
          {say.keep(subscription.product.name)}
        </Button>
      </div>
    </div>
  );
}

function consentText({ dueNow, recurring }: Quote, say: PlanSwitcherWords['planChange']): ReactNode {
  const amount = <Amount money={recurring.total} />;
  const { interval, intervalCount } = recurring;
  return dueNow.amount > 0
    ? say.consent(<Amount money={dueNow} />, amount, interval, intervalCount)
    : say.consentLater(amount, interval, intervalCount);
}

/** The act, and the amount where one is charged now. */
function confirmText(quote: Quote, { price, quantity }: Subscription, words: PlanSwitcherWords): ReactNode {
  const { planChange: say, planSwitcher } = words;
  const { dueNow, timing, product } = quote;
  const isSamePrice = quote.price.id === price.id;
  if (timing === 'period_end') return say.schedule(<Day at={quote.effectiveAt} />);
  if (dueNow.amount > 0) {
    const amount = <Amount money={dueNow} />;
    return isSamePrice && quote.quantity !== quantity ? say.paySeats(amount) : say.pay(amount);
  }
  if (isSamePrice) {
    return quote.quantity === quantity && quote.promotionCode
      ? say.applyCode(quote.promotionCode)
      : say.updateSeats(quote.quantity);
  }
  const isOtherInterval = intervalKey(quote.price) !== intervalKey(price);
  return product.id === price.product && isOtherInterval
    ? say.switchInterval(planSwitcher.billed(quote.price.interval, quote.price.intervalCount))
    : say.switchTo(product.name);
}

interface ConfirmChangeProps {
  quote: Quote | null;
  subscription: Subscription;
  /** Whether nothing stands against it. */
  isPossible: boolean;
  isPricing: boolean;
  isUnderWay: boolean;
  words: PlanSwitcherWords;
  onConfirm: () => void;
  /** Called to leave everything as it is. */
  onKeep: () => void;
}

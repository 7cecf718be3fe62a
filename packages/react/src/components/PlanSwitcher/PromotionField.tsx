'use client';
import { useId, useState } from 'react';
import { Button } from '../../primitives/Button.js';
import { Disclosure } from '../../primitives/Disclosure.js';
import type { PlanSwitcherWords } from './planSwitcherWords.js';

/** A code that few have: folded away, looked at when it is applied and not while it is typed. */
export function PromotionField({ applied, isRefused, disabled, words, onCode }: PromotionFieldProps) {
  const id = useId();
  const [text, setText] = useState('');
  const { planSwitcher: say, errors } = words;

  if (applied && !isRefused) {
    return (
      <p className="bf-PlanSwitcher-code">
        {say.promotionApplied(applied)}{' '}
        <Button variant="quiet" disabled={disabled} onClick={() => onCode(null)}>
          {say.removePromotion}
        </Button>
      </p>
    );
  }

  const apply = () => onCode(text.trim() || null);
  return (
    <Disclosure summary={say.promotion}>
      <div className="bf-Field bf-PlanSwitcher-promotion">
        <label htmlFor={id} className="bf-Field-label">
          {say.promotionCode}
        </label>
        <div className="bf-PlanSwitcher-code">
          <input
            id={id}
            className="bf-Input"
            value={text}
            maxLength={64}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            disabled={disabled}
            aria-invalid={isRefused || undefined}
            aria-describedby={isRefused ? `${id}-problem` : undefined}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              // In a form of the host it would submit that form.
              event.preventDefault();
              apply();
            }}
          />
          <Button disabled={disabled} onClick={apply}>
            {say.applyPromotion}
          </Button>
        </div>
        {isRefused ? (
          <p id={`${id}-problem`} role="alert" className="bf-Field-problem">
            {errors.promotion_code_invalid}
          </p>
        ) : null}
      </div>
    </Disclosure>
  );
}

interface PromotionFieldProps {
  /** The code that is chosen. */
  applied: string | null;
  /** Whether it can not be used here. */
  isRefused: boolean;
  disabled: boolean;
  words: PlanSwitcherWords;
  onCode: (code: string | null) => void;
}

'use client';
import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '../../primitives/Button.js';
import { Disclosure } from '../../primitives/Disclosure.js';
import type { PlanSwitcherWords } from './planSwitcherWords.js';

/** A code that few have: folded away, looked at when it is applied or left, and not while it is typed. */
export function PromotionField({ asked, applied, isRefused, disabled, words, onCode }: PromotionFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const wasChanged = useRef(false);
  const { planSwitcher: say, errors } = words;

  const text = draft ?? asked ?? '';

  // The field gives way to what was applied, and that to the field: whoever did it stays where they were, unless they
  // have gone on already.
  useEffect(() => {
    const { activeElement } = document;
    const isLost = !activeElement || activeElement === document.body;
    if (wasChanged.current && isLost) place.current?.focus({ preventScroll: true });
    wasChanged.current = false;
  }, [applied]);

  function change(code: string | null) {
    wasChanged.current = true;
    setDraft(null);
    onCode(code);
  }
  const apply = () => change(text.trim() || null);

  return (
    <div ref={place} tabIndex={-1} className="bf-PlanSwitcher-promotion">
      {applied ? (
        <p className="bf-PlanSwitcher-code">
          {say.promotionApplied(applied)}{' '}
          <Button variant="quiet" disabled={disabled} onClick={() => change(null)}>
            {say.removePromotion}
          </Button>
        </p>
      ) : (
        <Disclosure
          summary={say.promotion}
          open={isOpen || isRefused}
          onToggle={(event) => setOpen(event.currentTarget.open)}
        >
          <div
            className="bf-Field"
            onBlur={({ currentTarget, relatedTarget }) => {
              // Else a code that was typed, and not applied, would be missing from what is confirmed.
              const isLeft = !currentTarget.contains(relatedTarget);
              if (isLeft && !disabled && (text.trim() || null) !== asked) apply();
            }}
          >
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
                onChange={(event) => setDraft(event.target.value)}
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
              {isRefused ? (
                <Button variant="quiet" disabled={disabled} onClick={() => change(null)}>
                  {say.removePromotion}
                </Button>
              ) : null}
            </div>
            {isRefused ? (
              <p id={`${id}-problem`} role="alert" className="bf-Field-problem">
                {errors.promotion_code_invalid}
              </p>
            ) : null}
          </div>
        </Disclosure>
      )}
    </div>
  );
}

interface PromotionFieldProps {
  /** The code that was entered last. */
  asked: string | null;
  /** The code that what is shown was priced with. */
  applied: string | null;
  /** Whether the one that was entered last can not be used here. */
  isRefused: boolean;
  disabled: boolean;
  words: PlanSwitcherWords;
  onCode: (code: string | null) => void;
}

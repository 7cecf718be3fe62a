'use client';
import { clsx } from 'clsx/lite';
import { useState } from 'react';

/**
 * A whole number with a button on either side. What is typed may be wrong on the way to what is meant: then `onValue`
 * gets null beside what was typed, and the text stays as it is.
 */
export function Stepper({ value, min, max, onValue, fewer, more, className, ...input }: StepperProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const typed = draft === null ? value : wholeNumber(draft, min, max);

  function step(by: 1 | -1) {
    const next = (typed ?? value) + by;
    if (next < min || next > max) return;
    setDraft(null);
    onValue(next, next);
  }

  return (
    <div className={clsx('bf-Stepper', className)}>
      {/* Not `disabled` at the limit: a button that is disabled under the finger loses the focus. */}
      <button
        type="button"
        className="bf-Stepper-button"
        data-step="fewer"
        aria-label={fewer}
        aria-disabled={(typed ?? value) <= min || undefined}
        disabled={input.disabled}
        onClick={() => step(-1)}
      />
      <input
        {...input}
        type="number"
        inputMode="numeric"
        className="bf-Stepper-input"
        min={min}
        max={max}
        step={1}
        value={draft ?? value}
        aria-invalid={typed === null || undefined}
        onChange={({ target }) => {
          setDraft(target.value);
          onValue(wholeNumber(target.value, min, max), Number(target.value));
        }}
        onBlur={() => {
          if (typed !== null) setDraft(null);
        }}
        // In a form of the host it would submit that form.
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      <button
        type="button"
        className="bf-Stepper-button"
        data-step="more"
        aria-label={more}
        aria-disabled={(typed ?? value) >= max || undefined}
        disabled={input.disabled}
        onClick={() => step(1)}
      />
    </div>
  );
}

/** What a text says, or null where it is no whole number within the limits. */
function wholeNumber(text: string, min: number, max: number): number | null {
  const number = Number(text);
  return /^\d+$/.test(text) && number >= min && number <= max ? number : null;
}

interface StepperProps {
  id?: string;
  className?: string;
  value: number;
  min: number;
  max: number;
  disabled?: boolean;
  'aria-describedby'?: string;
  onValue: (value: number | null, typed: number) => void;
  /** What the two buttons are called, such as `Remove one seat`. */
  fewer: string;
  more: string;
}

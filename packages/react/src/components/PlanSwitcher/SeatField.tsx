'use client';
import type { PlanPrice } from '@billfold/contract';
import { useId, useState } from 'react';
import { Stepper } from '../../primitives/Stepper.js';
import type { Words } from '../../words/Words.js';

/**
 * From here on a maximum is not one that somebody has set for a plan, but what can be charged at once divided by the
 * price of a seat. Nobody wants to know that, unless they asked for more.
 */
const UNLIMITED = 10_000;

/** How many seats, by buttons or by typing. What is typed counts once it is a number that can be had. */
export function SeatField({ limits, value, disabled, words, onQuantity }: SeatFieldProps) {
  const id = useId();
  const [isValid, setValid] = useState(true);
  const [isExceeded, setExceeded] = useState(false);
  const { min, max } = limits;
  const isLimited = min > 1 || max < UNLIMITED;

  return (
    <div className="bf-Field">
      <label htmlFor={id} className="bf-Field-label">
        {words.seats}
      </label>
      <Stepper
        id={id}
        value={value}
        min={min}
        max={max}
        disabled={disabled}
        fewer={words.fewerSeats}
        more={words.moreSeats}
        aria-describedby={`${id}-limits`}
        onValue={(quantity, typed) => {
          setValid(quantity !== null);
          setExceeded(typed > max);
          onQuantity(quantity);
        }}
      />
      {/* There from the start, so that it is read out when it appears. */}
      <p id={`${id}-limits`} className={isValid ? 'bf-muted' : 'bf-Field-problem'} role="status">
        {isLimited || !isValid ? words.seatLimits(min, max < UNLIMITED || isExceeded ? max : null) : null}
      </p>
    </div>
  );
}

interface SeatFieldProps {
  limits: PlanPrice['quantity'];
  value: number;
  disabled: boolean;
  words: Words['planSwitcher'];
  /** Null: what is typed is no number that can be had. */
  onQuantity: (quantity: number | null) => void;
}

'use client';
import type { PlanPrice } from '@billfold/contract';
import { useId, useState } from 'react';
import { Stepper } from '../../primitives/Stepper.js';
import type { Words } from '../../words/Words.js';

/** As many as the server lets anybody ask for: a limit that is none. */
const UNLIMITED = 999_999;

/** How many seats, by buttons or by typing. What is typed counts once it is a number that can be had. */
export function SeatField({ limits, value, disabled, words, onQuantity }: SeatFieldProps) {
  const id = useId();
  const [isValid, setValid] = useState(true);
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
        onValue={(quantity) => {
          setValid(quantity !== null);
          onQuantity(quantity);
        }}
      />
      {/* There from the start, so that it is read out when it appears. */}
      <p id={`${id}-limits`} className={isValid ? 'bf-muted' : 'bf-Field-problem'} role="status">
        {isLimited || !isValid ? words.seatLimits(min, max < UNLIMITED ? max : null) : null}
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

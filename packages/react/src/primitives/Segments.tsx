'use client';
import { useId, type ReactNode } from 'react';

/** A choice of a few, side by side: native radios that look like one control. */
export function Segments<Value extends string>({
  legend,
  options,
  value,
  onValue,
  disabled,
}: SegmentsProps<Value>) {
  const name = useId();
  return (
    <fieldset className="bf-Segments" disabled={disabled}>
      <legend className="bf-VisuallyHidden">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="bf-Segments-option">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValue(option.value)}
          />
          <span>{option.label}</span> {option.extra ? <small>{option.extra}</small> : null}
        </label>
      ))}
    </fieldset>
  );
}

interface SegmentsProps<Value extends string> {
  /** Names the group for those who listen. */
  legend: string;
  options: readonly { value: Value; label: ReactNode; extra?: ReactNode }[];
  value: Value;
  onValue: (value: Value) => void;
  disabled?: boolean;
}

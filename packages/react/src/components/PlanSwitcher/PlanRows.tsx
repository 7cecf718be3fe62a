'use client';
import type { Plan } from '@billfold/contract';
import { forwardRef, useId } from 'react';
import { savingOf, type PlanOption } from './planOptions.js';
import { PlanRow } from './PlanRow.js';
import type { PlanSwitcherWords } from './planSwitcherWords.js';

/** The plans below each other, as one choice. Choosing does nothing but to show what it would cost. */
export const PlanRows = forwardRef<HTMLFieldSetElement, PlanRowsProps>(function PlanRows(
  { options, plans, chosen, disabled, words, onPrice },
  ref,
) {
  const name = useId();
  const { isSame } = savingOf(options);
  return (
    <fieldset ref={ref} className="bf-PlanSwitcher-rows" disabled={disabled}>
      <legend className="bf-VisuallyHidden">{words.planSwitcher.plans}</legend>
      {options.map((option) => (
        <PlanRow
          key={option.price.id}
          option={option}
          plans={plans}
          showSaving={!isSame}
          name={name}
          checked={option.price.id === chosen}
          disabled={disabled}
          words={words}
          onChange={() => onPrice(option.price.id)}
        />
      ))}
    </fieldset>
  );
});

interface PlanRowsProps {
  options: readonly PlanOption[];
  plans: readonly Plan[];
  /** Id of the price that is chosen. */
  chosen: string;
  disabled: boolean;
  words: PlanSwitcherWords;
  onPrice: (price: string) => void;
}

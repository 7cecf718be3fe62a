'use client';
import type { Plan } from '@billfold/contract';
import { useId } from 'react';
import { Bone } from '../../primitives/Skeleton.js';
import { savingOf, type PlanOption } from './planOptions.js';
import { PlanRow } from './PlanRow.js';
import type { PlanSwitcherWords } from './planSwitcherWords.js';

/** The plans below each other, as one choice. Choosing does nothing but to show what it would cost. */
export function PlanRows({ options, plans, chosen, disabled, words, onPrice }: PlanRowsProps) {
  const name = useId();
  const { isSame } = savingOf(options);
  return (
    <fieldset className="bf-PlanSwitcher-rows" disabled={disabled}>
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
}

/** The room of some plans with two lines of details each. */
export function PlanBones({ rows }: { rows: number }) {
  return (
    <div className="bf-PlanSwitcher-rows" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="bf-RadioRow">
          <span className="bf-RadioRow-radio" />
          <span className="bf-RadioRow-label">
            <Bone /> <Bone />
          </span>
          <div className="bf-RadioRow-details">
            <p>
              <Bone length="long" />
            </p>
            <p>
              <Bone length="long" />
            </p>
          </div>
        </div>
      ))}
    </div>
  );
}

interface PlanRowsProps {
  options: readonly PlanOption[];
  plans: readonly Plan[];
  /** Id of the price that is chosen. */
  chosen: string;
  disabled: boolean;
  words: PlanSwitcherWords;
  onPrice: (price: string) => void;
}

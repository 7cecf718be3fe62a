'use client';
import type { Subscription } from '@billfold/contract';
import { useId, useState } from 'react';
import { Day } from '../../format/Day.js';
import { Button } from '../../primitives/Button.js';
import { RadioRow } from '../../primitives/RadioRow.js';
import type { Words } from '../../words/Words.js';
import type { PauseOption } from './PauseSubscriptionView.js';
import { PauseTruth } from '../../primitives/PauseTruth.js';

/** How long to pause, what it means, and when billing begins again. */
export function PauseChoice({ subscription, options, isBusy, words: say, onPause }: PauseChoiceProps) {
  const name = useId();
  const [chosen, setChosen] = useState<string>();
  const option = options.find(({ resumesAt }) => resumesAt === chosen) ?? options[0];
  if (!option) return null;
  return (
    <>
      <fieldset className="bf-PauseSubscription-options">
        <legend>{say.howLong}</legend>
        {options.map(({ months, resumesAt }) => (
          <RadioRow
            key={resumesAt}
            name={name}
            value={resumesAt}
            checked={resumesAt === option.resumesAt}
            disabled={isBusy}
            label={say.months(months)}
            end={say.until(<Day at={resumesAt} />)}
            onChange={() => setChosen(resumesAt)}
          />
        ))}
      </fieldset>
      <PauseTruth subscription={subscription} resumesAt={option.resumesAt} words={say} />
      {onPause ? (
        <div>
          <Button busy={isBusy} onClick={() => onPause(option.resumesAt)}>
            {say.pause}
          </Button>
        </div>
      ) : null}
    </>
  );
}

interface PauseChoiceProps {
  subscription: Subscription;
  options: readonly PauseOption[];
  isBusy: boolean;
  words: Words['pauseSubscription'];
  onPause: ((resumesAt: string) => void) | undefined;
}

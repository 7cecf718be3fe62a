'use client';
import type { Subscription } from '@billfold/contract';
import { useId, useState } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { Button } from '../../primitives/Button.js';
import { RadioRow } from '../../primitives/RadioRow.js';
import type { Words } from '../../words/Words.js';
import type { PauseOption } from './PauseSubscriptionView.js';

/** How long to pause, what it means, and when billing begins again. */
export function PauseChoice({ subscription, options, isBusy, words: say, onPause }: PauseChoiceProps) {
  const name = useId();
  const [chosen, setChosen] = useState<string>();
  const option = options.find(({ resumesAt }) => resumesAt === chosen) ?? options[0];
  if (!option) return null;
  const { product, price, amount, currentPeriod } = subscription;
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
      <div className="bf-PauseSubscription-truth">
        <p>{say.keepsUntil(product.name, <Day at={currentPeriod.endAt} />)}</p>
        <p>{say.freezes}</p>
        <p>
          {say.restarts(
            <Day at={option.resumesAt} />,
            say.price(<Amount money={amount} />, price.interval, price.intervalCount),
          )}{' '}
          {say.endsEarly}
        </p>
      </div>
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

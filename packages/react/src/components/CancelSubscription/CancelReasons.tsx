'use client';
import type { CancellationReason } from '@billfold/contract';
import { useId } from 'react';
import type { CancelFlowWords } from './cancelFlowWords.js';
import type { Why } from './cancelSubscription.js';

/** Asks why. Nothing is chosen before, and nothing needs to be. */
export function CancelReasons({ reasons, why, words, onChange }: CancelReasonsProps) {
  const { cancelSubscription: say, cancellationReasons } = words;
  const id = useId();
  if (reasons.length === 0) return null;
  return (
    <div className="bf-CancelSubscription-why">
      <fieldset className="bf-CancelSubscription-reasons">
        <legend>{say.reasons}</legend>
        {reasons.map((reason) => (
          <label key={reason} className="bf-CancelSubscription-reason">
            <input
              type="radio"
              name={`${id}reason`}
              value={reason}
              checked={why.feedback === reason}
              onChange={() => onChange({ ...why, feedback: reason })}
            />
            <span>{cancellationReasons[reason] ?? reason}</span>
          </label>
        ))}
      </fieldset>
      <div className="bf-Field">
        <label htmlFor={`${id}comment`} className="bf-Field-label">
          {say.comment}
        </label>
        <textarea
          id={`${id}comment`}
          className="bf-Input bf-CancelSubscription-comment"
          rows={2}
          maxLength={1000}
          value={why.comment ?? ''}
          onChange={(event) => onChange({ ...why, comment: event.target.value })}
        />
      </div>
    </div>
  );
}

interface CancelReasonsProps {
  /** In the order in which they are shown. */
  reasons: readonly CancellationReason[];
  why: Why;
  words: CancelFlowWords;
  onChange: (why: Why) => void;
}

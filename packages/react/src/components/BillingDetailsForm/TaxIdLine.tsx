'use client';
import type { TaxId } from '@billfold/contract';
import type { ReactNode } from 'react';
import { useDisplay } from '../../display.js';
import { Chip, type Tone } from '../../primitives/Chip.js';
import type { BillingDetailsWords } from './billingDetailsWords.js';
import { taxIdName } from './taxIdName.js';

/** A tax id that is on file: its kind, its number, and what the register has said. */
export function TaxIdLine({ taxId: { type, value, verification }, words, children }: TaxIdLineProps) {
  const { locale } = useDisplay();
  // A word of a newer portal than this kit is left out.
  const told: string | undefined = words.taxIdVerifications[verification];
  return (
    <li className="bf-BillingDetailsForm-taxId">
      <span>
        {taxIdName(type, locale, words.taxIds)} <bdi>{value}</bdi>{' '}
        {told ? <Chip tone={tones[verification]}>{told}</Chip> : null}
      </span>
      {verification === 'unverified' || verification === 'unavailable' ? (
        <small className="bf-muted">{words.taxIdAdvice[verification]}</small>
      ) : null}
      {children}
    </li>
  );
}

// Only what the customer can mend is a warning: that a register is down is not.
const tones: Record<TaxId['verification'], Tone> = {
  pending: 'accent',
  verified: 'success',
  unverified: 'warning',
  unavailable: 'neutral',
};

interface TaxIdLineProps {
  taxId: TaxId;
  words: BillingDetailsWords;
  /** What can be done with it. */
  children?: ReactNode;
}

import type { ReactNode } from 'react';
import type { BillingDetailsFormWords } from './billingDetailsFormWords.js';

/** What is on file and can't be changed here: to be read, and no field that refuses what is typed. */
export function FixedField({ label, words, children }: FixedFieldProps) {
  return (
    <div className="bf-Field">
      <p className="bf-Field-label">{label}</p>
      <div>{children || words.billingDetails.none}</div>
      <p className="bf-muted">{words.billingDetailsForm.fixed}</p>
    </div>
  );
}

interface FixedFieldProps {
  label: string;
  words: BillingDetailsFormWords;
  /** What is on file; nothing where there is nothing. */
  children: ReactNode;
}

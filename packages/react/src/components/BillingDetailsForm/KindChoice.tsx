'use client';
import type { UseFormReturn } from 'react-hook-form';
import type { Words } from '../../words/Words.js';
import type { BillingDetailsDraft } from './billingDetailsDraft.js';
import { kinds } from './limits.js';

/** Who is billed, which decides what a name and a tax id are. */
export function KindChoice({ form, words }: KindChoiceProps) {
  return (
    <fieldset className="bf-BillingDetailsForm-kind">
      <legend>{words.kind}</legend>
      {kinds.map((kind) => (
        <label key={kind} className="bf-Checkbox">
          <input {...form.register('kind')} type="radio" value={kind} />
          <span>{words.kindOf(kind)}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface KindChoiceProps {
  form: UseFormReturn<BillingDetailsDraft>;
  words: Words['billingDetails'];
}

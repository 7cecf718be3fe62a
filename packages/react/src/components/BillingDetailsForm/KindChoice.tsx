'use client';
import { customerKinds } from '@billfold/contract';
import type { UseFormReturn } from 'react-hook-form';
import type { Words } from '../../words/Words.js';
import type { BillingDetailsDraft } from './billingDetailsDraft.js';

/** Who is billed, which decides what a name and a tax id are. */
export function KindChoice({ form, words }: KindChoiceProps) {
  return (
    <fieldset className="bf-BillingDetailsForm-kind">
      <legend>{words.kind}</legend>
      {customerKinds.map((kind) => (
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

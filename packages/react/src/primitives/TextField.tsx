'use client';
import { forwardRef, type ComponentPropsWithoutRef } from 'react';
import { Field, fieldAttributes, type FieldFacts } from './Field.js';

/** One line of text with its label. */
export const TextField = forwardRef<HTMLInputElement, TextFieldProps>(function TextField(
  { id, label, note, hint, problem, className, ...input },
  ref,
) {
  const facts = { id, label, note, hint, problem };
  return (
    <Field {...facts} className={className}>
      <input {...input} ref={ref} {...fieldAttributes(facts)} className="bf-Input" />
    </Field>
  );
});

export interface TextFieldProps extends FieldFacts, Omit<ComponentPropsWithoutRef<'input'>, 'id'> {}

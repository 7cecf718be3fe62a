'use client';
import { forwardRef, type ComponentPropsWithoutRef } from 'react';
import { Field, fieldAttributes, type FieldFacts } from './Field.js';

/** A native choice of many with its label: it is searched by typing, and fits every device. */
export const SelectField = forwardRef<HTMLSelectElement, SelectFieldProps>(function SelectField(
  { id, label, note, hint, problem, className, children, ...select },
  ref,
) {
  const facts = { id, label, note, hint, problem };
  return (
    <Field {...facts} className={className}>
      <select {...select} ref={ref} {...fieldAttributes(facts)} className="bf-Select">
        {children}
      </select>
    </Field>
  );
});

export interface SelectFieldProps extends FieldFacts, Omit<ComponentPropsWithoutRef<'select'>, 'id'> {}

'use client';
import type { AddressFormat } from '@billfold/contract/countries';
import { useId } from 'react';
import { get, type UseFormReturn } from 'react-hook-form';
import type { FieldProblem } from '../../primitives/FormProblems.js';
import type { BillingDetailsDraft } from './billingDetailsDraft.js';
import type { BillingDetailsFormWords } from './billingDetailsFormWords.js';
import type { FieldFault, FieldPath } from './findProblems.js';
import { labelOf } from './labelOf.js';
import { taxIdName } from './taxIdName.js';

/** What each field of the form takes, and what is wrong with all of them. */
export function useFormFields(
  form: UseFormReturn<BillingDetailsDraft>,
  format: AddressFormat | null,
  words: BillingDetailsFormWords,
  locale: string,
): FormFields {
  const prefix = useId();
  const { errors } = form.formState;
  const say = words.billingDetailsForm;

  const idOf = (path: FieldPath) => `${prefix}-${path}`;
  const label = (path: FieldPath) => labelOf(path, form.getValues('kind'), format, words);

  function problemOf(path: FieldPath) {
    const fault = (get(errors, path) as { type: FieldFault } | undefined)?.type;
    if (!fault) return undefined;
    const [list, index] = path.split('.');
    if (list === 'taxIds') {
      const type = form.getValues(`taxIds.${Number(index)}.type`);
      return fault === 'taken' ? say.taxIdTwice : say.taxIdRefused(taxIdName(type, locale, words.taxIds));
    }
    switch (fault) {
      case 'missing':
        return say.missing(label(path));
      case 'notAllowed':
        return say.notAllowed(label(path));
      case 'email':
        return say.emailRefused;
      case 'twice':
        return say.emailTwice;
      case 'phone':
        return say.phoneRefused;
      default:
        return say.refused(label(path));
    }
  }

  return {
    field: (path) => ({ id: idOf(path), label: label(path), problem: problemOf(path) }),
    problems: (paths) =>
      paths.flatMap((path) => {
        const sentence = problemOf(path);
        return sentence ? [{ id: idOf(path), sentence }] : [];
      }),
  };
}

export interface FormFields {
  /** Id, label and problem of a field. */
  field: (path: FieldPath) => { id: string; label: string; problem: string | undefined };
  /** What is wrong with these, in their order. */
  problems: (paths: readonly FieldPath[]) => FieldProblem[];
}

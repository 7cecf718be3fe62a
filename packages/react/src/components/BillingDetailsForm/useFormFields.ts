'use client';
import type { TaxId } from '@billfold/contract';
import type { AddressFormat } from '@billfold/contract/countries';
import { useId } from 'react';
import { get, type UseFormReturn } from 'react-hook-form';
import type { FieldProblem } from '../../primitives/FormProblems.js';
import type { BillingDetailsDraft } from './billingDetailsDraft.js';
import type { BillingDetailsFormWords } from './billingDetailsFormWords.js';
import type { FieldFault, FieldPath } from './findProblems.js';
import { labelOf } from './labelOf.js';
import { maxTaxIds } from './limits.js';
import { taxIdName } from './taxIdName.js';

/** What each field of the form takes, and what is wrong with all of them. */
export function useFormFields(
  form: UseFormReturn<BillingDetailsDraft>,
  format: AddressFormat | null,
  onFile: readonly TaxId[],
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
      const { type, value } = form.getValues(`taxIds.${Number(index)}`);
      if (fault !== 'taken') return say.taxIdRefused(taxIdName(type, locale, words.taxIds));
      // The portal says of both that it can not stand beside the others.
      const isThere = onFile.some((taxId) => taxId.type === type && plain(taxId.value) === plain(value));
      return onFile.length >= maxTaxIds && !isThere ? say.taxIdLimit(maxTaxIds) : say.taxIdTwice;
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

/** A number without what people write between its letters and digits. */
const plain = (value: string) => value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();

export interface FormFields {
  /** Id, label and problem of a field. */
  field: (path: FieldPath) => { id: string; label: string; problem: string | undefined };
  /** What is wrong with these, in their order. */
  problems: (paths: readonly FieldPath[]) => FieldProblem[];
}

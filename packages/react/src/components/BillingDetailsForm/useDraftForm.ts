'use client';
import { addressFormat } from '@billfold/contract/countries';
import { useEffect, useState } from 'react';
import { set, useForm, type FieldErrors } from 'react-hook-form';
import type { BillingDetailsFieldsProps } from './BillingDetailsFields.js';
import { hasChanges, type BillingDetailsChanges } from './billingDetailsChanges.js';
import {
  changesOf,
  draftOf,
  isSameOnFile,
  namedIn,
  typed,
  type BillingDetailsDraft,
  type IsAllowed,
} from './billingDetailsDraft.js';
import { findProblems } from './findProblems.js';

/**
 * The form's values: prefilled once, and never overwritten by what comes later. What is on file is compared with, so that
 * only what the customer has changed is sent, and what was changed elsewhere is said.
 */
export function useDraftForm(
  { details, savedTaxIds, isSaving }: Pick<BillingDetailsFieldsProps, 'details' | 'savedTaxIds' | 'isSaving'>,
  isAllowed: IsAllowed,
) {
  const [before, setBefore] = useState(details);
  const form = useForm<BillingDetailsDraft>({
    defaultValues: draftOf(details),
    shouldFocusError: false,
    resolver: (draft) => {
      const errors: FieldErrors<BillingDetailsDraft> = {};
      for (const [path, type] of findProblems(draft, requiredFor(draft), isAllowed))
        set(errors, path, { type });
      return Object.keys(errors).length > 0 ? { values: {}, errors } : { values: draft, errors: {} };
    },
  });

  // What was saved from here is no news, also where only a part of it was. It arrives before the save ends, or with its end.
  // What arrives along with it and was not sent from here is somebody else's, and stays news.
  const [sent, setSent] = useState<BillingDetailsChanges['update']>({});
  const [seen, setSeen] = useState({ details, isSaving });
  if (seen.details !== details || seen.isSaving !== isSaving) {
    setSeen({ details, isSaving });
    if (seen.isSaving) setBefore({ ...before, ...namedIn(sent, details), taxIds: details.taxIds });
  }

  // What is on file is no row any more: saved once more it would be there twice.
  useEffect(() => {
    const rows = form.getValues('taxIds');
    const left = rows.filter(({ key }) => !savedTaxIds.includes(key));
    if (left.length < rows.length) form.setValue('taxIds', left);
  }, [form, savedTaxIds]);

  const changes = (draft = form.getValues(), compared = before) =>
    changesOf(draft, compared, shownFor(draft), isAllowed);
  const isTouched = form.formState.isDirty;

  useEffect(() => {
    if (!isTouched) return;
    const guard = (event: BeforeUnloadEvent) => {
      if (hasChanges(changes())) event.preventDefault();
    };
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  });

  return {
    form,
    /** What was changed, which is sent now. */
    send(draft: BillingDetailsDraft): BillingDetailsChanges {
      const sending = changes(draft);
      setSent(sending.update);
      return sending;
    },
    /** Where it was changed to what is typed here, there is nothing to say. */
    isChangedElsewhere:
      !isSaving && !isSameOnFile(details, before) && hasChanges(changes(form.getValues(), details)),
    /** Drops what was typed for what is on file now. */
    takeOver() {
      setBefore(details);
      form.reset(draftOf(details));
    },
    /** Rows that were added and left empty are no fields to be mended. */
    dropEmptyRows() {
      const { invoiceEmails, taxIds } = form.getValues();
      const emails = invoiceEmails.filter(({ email }) => typed(email));
      const numbers = taxIds.filter(({ value }) => typed(value));
      if (emails.length < invoiceEmails.length) form.setValue('invoiceEmails', emails);
      if (numbers.length < taxIds.length) form.setValue('taxIds', numbers);
    },
  };
}

/** The fields that the chosen country has. */
const shownFor = ({ address: { country } }: BillingDetailsDraft) =>
  country ? addressFormat(country).rows.flat() : [];

const requiredFor = ({ address: { country } }: BillingDetailsDraft) =>
  country ? addressFormat(country).required : [];

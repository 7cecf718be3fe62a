'use client';
import type { BillingDetails, CustomerUpdate } from '@billfold/contract';
import { addressFormat } from '@billfold/contract/countries';
import { useEffect, useRef } from 'react';
import { useDisplay } from '../../display.js';
import { Button } from '../../primitives/Button.js';
import { Notice } from '../../primitives/Notice.js';
import { TextField } from '../../primitives/TextField.js';
import type { WordsOverride } from '../../words/Words.js';
import { useWords } from '../../words/useWords.js';
import { AddressFields } from './AddressFields.js';
import { AddressLines } from './AddressLines.js';
import type { BillingDetailsChanges } from './billingDetailsChanges.js';
import { billingDetailsFormWords } from './billingDetailsFormWords.js';
import { fieldOrder } from './fieldOrder.js';
import { FixedField } from './FixedField.js';
import { InvoiceEmailFields } from './InvoiceEmailFields.js';
import { KindChoice } from './KindChoice.js';
import { SaveProblems } from './SaveProblems.js';
import { refusedFields, type SaveProblem } from './saveProblem.js';
import { TaxIdFields } from './TaxIdFields.js';
import { useDraftForm } from './useDraftForm.js';
import { useFormFields } from './useFormFields.js';

/** Billing details in fields, saved together by one button. Nothing that is typed here is lost before it is saved. */
export function BillingDetailsFields(props: BillingDetailsFieldsProps) {
  const { details, allowedUpdates, isSaving, isOnline, problem, onSave, onCancel, onSignIn } = props;
  const words = useWords(billingDetailsFormWords, props.words);
  const { billingDetails: say, billingDetailsForm: sayHere } = words;
  const { locale } = useDisplay();
  const isAllowed = (update: CustomerUpdate) => allowedUpdates.includes(update);

  const draft = useDraftForm(props, isAllowed);
  const { form } = draft;
  const [kind, country] = form.watch(['kind', 'address.country']);
  const format = country ? addressFormat(country) : null;
  const fields = useFormFields(form, format, details.taxIds, words, locale);
  const problems = fields.problems(fieldOrder(form.getValues(), format));

  const save = useRef<HTMLButtonElement>(null);
  const problemsRef = useRef<HTMLDivElement>(null);
  const { submitCount } = form.formState;
  const refused = problem ? refusedFields(problem, form.getValues()) : [];
  // What is wrong with fields is gone when they are mended; all else stays until it is tried again.
  const isRefused = problems.length > 0 || (problem !== null && refused.length === 0);

  useEffect(() => {
    if (!problem) return;
    form.clearErrors();
    for (const [path, type] of refusedFields(problem, form.getValues())) form.setError(path, { type });
  }, [form, problem]);

  // What is wrong is told where the focus goes: once for each try, and not again while it is mended.
  const told = useRef({ submitCount, problem });
  useEffect(() => {
    const isTold = told.current.submitCount === submitCount && told.current.problem === problem;
    if (isTold || !problemsRef.current) return;
    told.current = { submitCount, problem };
    problemsRef.current.focus();
  });

  function submit() {
    if (isSaving || !isOnline) return;
    draft.dropEmptyRows();
    void form.handleSubmit((values) => {
      // The field that somebody was in can not be typed into any more.
      save.current?.focus();
      onSave(draft.send(values));
    })();
  }

  const common = { form, fields, words, locale };
  return (
    <form
      noValidate
      className="bf-BillingDetailsForm-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {isRefused && !isSaving ? (
        <SaveProblems
          ref={problemsRef}
          problem={problem}
          problems={problems}
          words={words}
          onSignIn={onSignIn}
        />
      ) : null}
      {draft.isChangedElsewhere ? (
        <Notice
          role="status"
          tone="neutral"
          title={sayHere.changedElsewhere}
          action={<Button onClick={draft.takeOver}>{sayHere.takeOver}</Button>}
        >
          <p>{sayHere.changedElsewhereAdvice}</p>
        </Notice>
      ) : null}
      <fieldset disabled={isSaving} className="bf-BillingDetailsForm-fields">
        {isAllowed('name') ? (
          <>
            <KindChoice form={form} words={say} />
            <TextField
              {...form.register('name')}
              {...fields.field('name')}
              dir="auto"
              maxLength={200}
              autoComplete={kind === 'business' ? 'billing organization' : 'billing name'}
            />
          </>
        ) : (
          <FixedField label={say.name(details.kind)} words={words}>
            {details.name && <bdi>{details.name}</bdi>}
          </FixedField>
        )}
        {isAllowed('address') ? (
          <AddressFields {...common} country={country} />
        ) : (
          <FixedField label={say.address} words={words}>
            {details.address ? <AddressLines address={details.address} /> : null}
          </FixedField>
        )}
        {isAllowed('phone') ? (
          <TextField
            {...form.register('phone')}
            {...fields.field('phone')}
            note={sayHere.optional}
            hint={sayHere.phoneHint}
            type="tel"
            inputMode="tel"
            dir="ltr"
            maxLength={40}
            autoComplete="billing tel"
          />
        ) : (
          <FixedField label={say.phone} words={words}>
            {details.phone && <bdi>{details.phone}</bdi>}
          </FixedField>
        )}
        <TaxIdFields {...common} isFixed={!isAllowed('tax_id')} taxIds={details.taxIds} country={country} />
        {isAllowed('email') ? (
          <InvoiceEmailFields {...common} signInEmail={details.email} />
        ) : (
          <FixedField label={say.invoiceEmails} words={words}>
            {details.invoiceEmails.join(', ') || (details.email && say.signInEmail(details.email))}
          </FixedField>
        )}
        {isAllowed('purchase_order') ? (
          <TextField
            {...form.register('purchaseOrder')}
            {...fields.field('purchaseOrder')}
            note={sayHere.optional}
            hint={sayHere.purchaseOrderHint}
            dir="auto"
            maxLength={100}
            autoComplete="off"
          />
        ) : (
          <FixedField label={say.purchaseOrder} words={words}>
            {details.purchaseOrder && <bdi>{details.purchaseOrder}</bdi>}
          </FixedField>
        )}
      </fieldset>
      <div>
        <p className="bf-muted">{say.applies}</p>
        {/* There before its words are, so that they are read out. */}
        <output>{isOnline ? null : sayHere.offline}</output>
      </div>
      <div className="bf-BillingDetailsForm-actions">
        <Button ref={save} type="submit" variant="primary" busy={isSaving}>
          {sayHere.save}
        </Button>
        <Button disabled={isSaving} onClick={onCancel}>
          {sayHere.cancel}
        </Button>
      </div>
    </form>
  );
}

/** What the form is about, and what becomes of it. */
export interface BillingDetailsFormFacts {
  /** What can be changed. What else there is, is shown. */
  allowedUpdates: readonly CustomerUpdate[];
  isSaving: boolean;
  isOnline: boolean;
  /** Why the last try to save failed. */
  problem: SaveProblem | null;
  /** Keys of rows of new tax ids that are on file by now, where something after them was refused. */
  savedTaxIds: readonly string[];
  /** Called with what was changed; there may be nothing. */
  onSave: (changes: BillingDetailsChanges) => void;
  /** Called to drop what was typed. */
  onCancel: () => void;
}

export interface BillingDetailsFieldsProps extends BillingDetailsFormFacts {
  /** What is on file. What was typed stays when it changes. */
  details: BillingDetails;
  onSignIn?: () => void;
  words?: WordsOverride;
}

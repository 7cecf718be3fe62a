'use client';
import { clsx } from 'clsx/lite';
import type { BillingDetails, UpcomingInvoice } from '@billfold/contract';
import { forwardRef, useEffect, useRef, type ComponentType } from 'react';
import { Button } from '../../primitives/Button.js';
import { Notice } from '../../primitives/Notice.js';
import { Section, type SectionProps } from '../../primitives/Section.js';
import { isSettled } from '../../primitives/sectionState.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import type { Problem } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { BillingDetailsBones } from './BillingDetailsBones.js';
import type { BillingDetailsFieldsProps, BillingDetailsFormFacts } from './BillingDetailsFields.js';
import { BillingDetailsSummary } from './BillingDetailsSummary.js';
import { billingDetailsWords } from './billingDetailsWords.js';
import { SavedStatus } from './SavedStatus.js';

/** Billing details to be read, and the place of the form that changes them. The form is given to it. */
export const BillingDetailsStage = forwardRef<HTMLElement, BillingDetailsStageProps>(
  function BillingDetailsStage(
    {
      state,
      details,
      isEditing,
      form,
      outcome = null,
      nextInvoice = null,
      loadProblem,
      onEdit,
      onRetry,
      onSignIn,
      Fields,
      isFormMissing = false,
      onIntent,
      words: ownWords,
      className,
      ...rest
    },
    ref,
  ) {
    const words = useWords(billingDetailsWords, ownWords);
    const { billingDetails: say, section } = words;
    const title = useRef<HTMLHeadingElement>(null);
    const editor = useRef<HTMLButtonElement>(null);
    const status = useRef<HTMLDivElement>(null);

    const known = state === 'forbidden' || state === 'loading' ? null : details;
    const isOpen = isEditing && Fields !== null && known !== null;
    const isEmpty = !isOpen && (state === 'empty' || (isSettled(state) && !known));
    const canEdit = onEdit !== undefined && form.allowedUpdates.length > 0;

    // The button gives way to the form, and the form to what became of it. A form that is open from the first paint on is
    // not what anybody has pressed for.
    const wasOpen = useRef(isOpen);
    const isFirst = useRef(isEditing);
    useEffect(() => {
      if (isOpen === wasOpen.current) return;
      wasOpen.current = isOpen;
      const isUnasked = isOpen && isFirst.current;
      isFirst.current = false;
      if (isUnasked) return;
      const target = isOpen ? title.current : (status.current ?? editor.current ?? title.current);
      target?.focus();
    }, [isOpen]);

    return (
      <Section
        title={say.title}
        {...rest}
        ref={ref}
        titleRef={title}
        state={state}
        className={clsx('bf-BillingDetailsForm', className)}
        aside={
          known && canEdit && !isOpen && state !== 'expired' ? (
            <Button
              ref={editor}
              busy={isEditing && !isFormMissing}
              aria-label={isEmpty ? say.addNamed : say.editNamed}
              onPointerEnter={onIntent}
              onFocus={onIntent}
              onClick={onEdit}
            >
              {isEmpty ? say.add : say.edit}
            </Button>
          ) : null
        }
        announcement={
          state === 'loading'
            ? say.loading
            : form.isSaving
              ? say.saving
              : state === 'refreshing' && !isOpen
                ? section.refreshing
                : ''
        }
      >
        <div className="bf-BillingDetailsForm-content" data-editing={isOpen || undefined}>
          <SectionProblem
            state={state}
            problem={loadProblem}
            failed={say.failed}
            words={words}
            stale={known !== null}
            onRetry={onRetry}
            onSignIn={onSignIn}
          />
          {isEditing && isFormMissing ? (
            <Notice role="alert" tone="danger" title={say.formFailed}>
              <p>{section.reload}</p>
            </Notice>
          ) : null}
          {outcome && !isOpen ? (
            <SavedStatus ref={status} outcome={outcome} nextInvoice={nextInvoice} words={words} />
          ) : null}
          {state === 'loading' ? <BillingDetailsBones /> : null}
          {isEmpty ? (
            <p className="bf-muted">
              {say.empty} {known && canEdit ? say.emptyAdvice : null}
            </p>
          ) : null}
          {known && !isOpen && !isEmpty ? <BillingDetailsSummary details={known} words={words} /> : null}
          {known && !isOpen && !canEdit ? <p className="bf-muted">{say.readOnly}</p> : null}
          {isOpen ? <Fields {...form} details={known} onSignIn={onSignIn} words={ownWords} /> : null}
        </div>
      </Section>
    );
  },
);

/** What became of the last time that the form was open. */
export type BillingDetailsFormOutcome = 'saved' | 'unchanged';

export interface BillingDetailsFormViewProps extends Omit<
  SectionProps,
  'title' | 'titleRef' | 'aside' | 'announcement' | 'children'
> {
  /** What is on file; null as long as that is not known. It stays on the page in every state but `forbidden`. */
  details: BillingDetails | null;
  /** Whether the form is open. */
  isEditing: boolean;
  form: BillingDetailsFormFacts;
  outcome?: BillingDetailsFormOutcome | null;
  /** The next invoice, where what was saved has changed what is charged. */
  nextInvoice?: UpcomingInvoice | null;
  /** Why the state is `error`, `expired` or `forbidden`. */
  loadProblem?: Problem | null;
  /** Called to open the form. Without it nothing can be changed. */
  onEdit?: () => void;
  /** Called to load again. Without it there is no such button. */
  onRetry?: () => void;
  /** Called to sign in again when the session ended. Without it, trying again is offered. */
  onSignIn?: () => void;
  words?: WordsOverride;
}

interface BillingDetailsStageProps extends BillingDetailsFormViewProps {
  /** The form; null as long as it has not been fetched. */
  Fields: ComponentType<BillingDetailsFieldsProps> | null;
  /** Whether it could not be fetched. */
  isFormMissing?: boolean;
  /** Called when somebody comes to the button that opens the form. */
  onIntent?: () => void;
}

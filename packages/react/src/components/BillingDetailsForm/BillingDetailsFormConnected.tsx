'use client';
import type { BillingDetails, UpcomingInvoice } from '@billfold/contract';
import { useBillingDetails, useOnline, useSaveBillingDetails, useSession } from '@billfold/hooks';
import { forwardRef, useMemo, useState } from 'react';
import { useLater } from '../../primitives/later.js';
import { sectionState } from '../../primitives/sectionState.js';
import { problemOf } from '../../problem.js';
import { hasChanges, type BillingDetailsChanges } from './billingDetailsChanges.js';
import { billingDetailsFields } from './billingDetailsFieldsLater.js';
import type { BillingDetailsFormProps } from './BillingDetailsForm.js';
import { BillingDetailsStage, type BillingDetailsFormOutcome } from './BillingDetailsStage.js';
import { NextInvoiceWatch } from './NextInvoiceWatch.js';
import type { SaveProblem } from './saveProblem.js';

/** The view with the customer's data; fetched when a `BillingDetailsForm` is shown. */
export const BillingDetailsFormConnected = forwardRef<HTMLElement, BillingDetailsFormProps>(
  function BillingDetailsFormConnected({ onSaved, ...rest }, ref) {
    const { session } = useSession();
    const query = useBillingDetails();
    const isOnline = useOnline();
    const saving = useSaveBillingDetails();
    const [isEditing, setEditing] = useState(false);
    const [visit, setVisit] = useState(0);
    const [outcome, setOutcome] = useState<BillingDetailsFormOutcome | null>(null);
    const [nextInvoice, setNextInvoice] = useState<UpcomingInvoice | null>(null);
    const { problem: refusal, fieldErrors, saved } = saving;
    // One object for each try: what is wrong is told once.
    const problem = useMemo(
      () => saveProblemOf({ problem: refusal, fieldErrors, saved }),
      [refusal, fieldErrors, saved],
    );
    const { part: Fields, hasFailed } = useLater(billingDetailsFields, isEditing);
    const { data, error, isFetching, billingDetails: details } = query;

    const offered = session?.features.customerUpdate;
    if (session && !offered?.enabled) return null;
    const canWrite = session?.capabilities.includes('billing_details:write');

    function open() {
      saving.reset();
      setOutcome(null);
      setNextInvoice(null);
      setVisit(visit + 1);
      setEditing(true);
      // Once more, where it could not be had before.
      billingDetailsFields.load();
    }

    function close(what: BillingDetailsFormOutcome | null) {
      setEditing(false);
      setOutcome(what);
    }

    async function save(changes: BillingDetailsChanges) {
      if (!hasChanges(changes)) return close('unchanged');
      const { update, taxIds, removedTaxIds } = changes;
      const { problem: remaining } = await saving.save({
        changes: update,
        addTaxIds: taxIds,
        removeTaxIds: removedTaxIds,
      });
      if (remaining) return;
      close('saved');
      onSaved?.();
    }

    // A register that is asked again and again is no news before it has answered.
    const isWaiting = details?.taxIds.some(({ verification }) => verification === 'pending');

    return (
      <>
        <BillingDetailsStage
          {...rest}
          ref={ref}
          state={sectionState(
            { data, error, isFetching: isFetching && !isWaiting, isOnline },
            details !== undefined && isBlank(details),
          )}
          details={details ?? null}
          loadProblem={problemOf(error)}
          isEditing={isEditing}
          form={{
            allowedUpdates: offered?.allowedUpdates ?? [],
            isSaving: saving.status === 'saving',
            isOnline,
            problem,
            savedTaxIds: Object.keys(saved.taxIds),
            onSave: (changes) => void save(changes),
            onCancel: () => close(null),
          }}
          outcome={outcome}
          nextInvoice={nextInvoice}
          Fields={Fields}
          isFormMissing={hasFailed}
          onIntent={billingDetailsFields.load}
          onEdit={canWrite ? open : undefined}
          onRetry={() => void query.refetch()}
        />
        {visit > 0 ? (
          <NextInvoiceWatch key={visit} isSaved={outcome === 'saved'} onChanged={setNextInvoice} />
        ) : null}
      </>
    );
  },
);

/** Whether nothing at all is on file. */
const isBlank = ({ name, address, phone, purchaseOrder, taxIds, invoiceEmails }: BillingDetails) =>
  !name && !address && !phone && !purchaseOrder && taxIds.length === 0 && invoiceEmails.length === 0;

function saveProblemOf({
  problem,
  fieldErrors,
  saved,
}: Pick<ReturnType<typeof useSaveBillingDetails>, 'problem' | 'fieldErrors' | 'saved'>): SaveProblem | null {
  const facts = problemOf(problem);
  return (
    facts && {
      ...facts,
      fields: Object.keys(fieldErrors),
      isPartlySaved: saved.changes || Object.keys(saved.taxIds).length > 0 || saved.removedTaxIds.length > 0,
    }
  );
}

'use client';
import { forwardRef } from 'react';
import { useLater } from '../../primitives/later.js';
import { BillingDetailsStage, type BillingDetailsFormViewProps } from './BillingDetailsStage.js';
import { billingDetailsFields } from './billingDetailsFieldsLater.js';

/** What is printed on the next invoice, and the form for it. Asks no portal for anything: see {@link BillingDetailsFormViewProps}. */
export const BillingDetailsFormView = forwardRef<HTMLElement, BillingDetailsFormViewProps>(
  function BillingDetailsFormView(props, ref) {
    const { part: Fields, hasFailed } = useLater(billingDetailsFields, props.isEditing);
    return (
      <BillingDetailsStage
        {...props}
        ref={ref}
        Fields={Fields}
        isFormMissing={hasFailed}
        onIntent={billingDetailsFields.load}
      />
    );
  },
);

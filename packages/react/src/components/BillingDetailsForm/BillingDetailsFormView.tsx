'use client';
import { forwardRef } from 'react';
import { BillingDetailsFields } from './BillingDetailsFields.js';
import { BillingDetailsStage, type BillingDetailsFormViewProps } from './BillingDetailsStage.js';

/** What is printed on the next invoice, and the form for it. Fetches nothing: see {@link BillingDetailsFormViewProps}. */
export const BillingDetailsFormView = forwardRef<HTMLElement, BillingDetailsFormViewProps>(
  function BillingDetailsFormView(props, ref) {
    return <BillingDetailsStage {...props} ref={ref} Fields={BillingDetailsFields} />;
  },
);

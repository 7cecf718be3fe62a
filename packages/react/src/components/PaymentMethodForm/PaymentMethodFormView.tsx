'use client';
import { forwardRef } from 'react';
import { PaymentMethodEntry, type PaymentMethodEntryProps } from '../../primitives/PaymentMethodEntry.js';
import { paymentMethodEntryWords } from '../../primitives/paymentMethodEntryWords.js';
import { useWords } from '../../words/useWords.js';
import { PaymentMethodFormStage, type PaymentMethodFormStageProps } from './PaymentMethodFormStage.js';

/** The form for a payment method, in every state that it can be in. Fetches nothing: see {@link PaymentMethodFormViewProps}. */
export const PaymentMethodFormView = forwardRef<HTMLElement, PaymentMethodFormViewProps>(
  function PaymentMethodFormView({ entry, ...stage }, ref) {
    const words = useWords(paymentMethodEntryWords, stage.words);
    return (
      <PaymentMethodFormStage {...stage} ref={ref}>
        <PaymentMethodEntry {...entry} words={words} />
      </PaymentMethodFormStage>
    );
  },
);

/** What is asked, and how far it is. */
export type PaymentMethodEntryFacts = Omit<PaymentMethodEntryProps, 'words'>;

export interface PaymentMethodFormViewProps extends Omit<PaymentMethodFormStageProps, 'children'> {
  entry: PaymentMethodEntryFacts;
}

'use client';
import type { UpcomingInvoice } from '@billfold/contract';
import { forwardRef } from 'react';
import { useDisplay } from '../../display.js';
import { Amount } from '../../format/Amount.js';
import { formatPercent } from '../../format/percent.js';
import type { BillingDetailsWords } from './billingDetailsWords.js';
import type { BillingDetailsFormOutcome } from './BillingDetailsStage.js';

/** What became of the form, and what the next invoice is going to be where that has changed with it. */
export const SavedStatus = forwardRef<HTMLDivElement, SavedStatusProps>(function SavedStatus(
  { outcome, nextInvoice, words },
  ref,
) {
  const { billingDetails: say } = words;
  return (
    <div ref={ref} tabIndex={-1} role="status" className="bf-BillingDetailsForm-status">
      <p>{outcome === 'saved' ? say.saved : say.unchanged}</p>
      {outcome === 'saved' ? <p className="bf-muted">{say.applies}</p> : null}
      {outcome === 'saved' && nextInvoice ? <NextInvoice invoice={nextInvoice} words={words} /> : null}
    </div>
  );
});

function NextInvoice({ invoice, words }: { invoice: UpcomingInvoice; words: BillingDetailsWords }) {
  const { locale } = useDisplay();
  const { billingDetails: say, invoiceAmounts } = words;
  const { amountDue, taxes } = invoice;
  const amount = <Amount money={amountDue} />;
  if (taxes.some(({ reverseCharge }) => reverseCharge)) return <p>{say.nextInvoiceReverseCharge(amount)}</p>;
  const named = taxes.map(({ name, percent, country }) =>
    invoiceAmounts.tax(name, formatPercent(percent, locale), country),
  );
  return <p>{say.nextInvoice(amount, named.join(', '))}</p>;
}

interface SavedStatusProps {
  outcome: BillingDetailsFormOutcome;
  nextInvoice: UpcomingInvoice | null;
  words: BillingDetailsWords;
}

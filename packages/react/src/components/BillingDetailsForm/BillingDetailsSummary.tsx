'use client';
import type { BillingDetails } from '@billfold/contract';
import type { ReactNode } from 'react';
import { AddressLines } from './AddressLines.js';
import type { BillingDetailsWords } from './billingDetailsWords.js';
import { TaxIdLine } from './TaxIdLine.js';

/** What is on file, to be read. */
export function BillingDetailsSummary({ details, words }: BillingDetailsSummaryProps) {
  const { billingDetails: say } = words;
  const { kind, name, email, address, taxIds, invoiceEmails, phone, purchaseOrder } = details;
  return (
    <dl className="bf-BillingDetailsForm-facts">
      <Fact label={say.name(kind)}>{name ? <bdi>{name}</bdi> : say.none}</Fact>
      <Fact label={say.address}>{address ? <AddressLines address={address} /> : say.none}</Fact>
      <Fact label={say.taxIds}>
        {taxIds.length > 0 ? (
          <ul className="bf-BillingDetailsForm-taxIds">
            {taxIds.map((taxId) => (
              <TaxIdLine key={taxId.id} taxId={taxId} words={words} />
            ))}
          </ul>
        ) : (
          say.none
        )}
      </Fact>
      <Fact label={say.invoiceEmails}>
        {invoiceEmails.length > 0
          ? invoiceEmails.map((each) => (
              <span key={each} className="bf-BillingDetailsForm-line">
                <bdi>{each}</bdi>
              </span>
            ))
          : email
            ? say.signInEmail(email)
            : say.none}
      </Fact>
      {phone ? (
        <Fact label={say.phone}>
          <bdi>{phone}</bdi>
        </Fact>
      ) : null}
      {purchaseOrder ? (
        <Fact label={say.purchaseOrder}>
          <bdi>{purchaseOrder}</bdi>
        </Fact>
      ) : null}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface BillingDetailsSummaryProps {
  details: BillingDetails;
  words: BillingDetailsWords;
}

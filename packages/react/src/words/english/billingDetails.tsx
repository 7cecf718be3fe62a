import type { ReactNode } from 'react';
import type { CustomerKind } from '@billfold/contract';
import { billingDetailsFrame } from './sectionFrames.js';

/** What is on file, as it is read. What it is changed with is `billingDetailsForm`. */
export const billingDetails = {
  ...billingDetailsFrame,
  empty: 'No billing details are on file.',
  emptyAdvice: 'Add what has to be printed on your invoices.',
  edit: 'Edit',
  add: 'Add',
  /** What the same buttons are called among others: each begins with its own word. */
  editNamed: 'Edit billing details',
  addNamed: 'Add billing details',
  readOnly: 'These details can’t be changed here.',
  formFailed: 'The form could not be loaded.',

  kind: 'Billing for',
  kindOf: (kind: CustomerKind) => (kind === 'business' ? 'Business' : 'Individual'),
  name: (kind: CustomerKind) => (kind === 'business' ? 'Company name' : 'Full name'),
  address: 'Billing address',
  taxIds: 'Tax IDs',
  invoiceEmails: 'Invoices are sent to',
  /** Where no address of their own is given for invoices. */
  signInEmail: (email: string) => `${email} (your sign-in email)`,
  phone: 'Phone',
  purchaseOrder: 'Purchase order',
  none: 'Not given',
  applies: 'Applies from your next invoice. Past invoices are not changed.',

  saving: 'Saving…',
  saved: 'Your billing details are saved.',
  unchanged: 'Nothing was changed.',
  /** After the details changed what is charged; `taxes` as `invoiceAmounts` says them, empty where there are none. */
  nextInvoice: (amount: ReactNode, taxes: string): ReactNode =>
    taxes ? (
      <>
        Your next invoice: {amount}, with {taxes}.
      </>
    ) : (
      <>Your next invoice: {amount}, without tax.</>
    ),
  /** After a tax became one that the customer settles with their own tax office. */
  nextInvoiceReverseCharge: (amount: ReactNode): ReactNode => (
    <>Your next invoice: {amount}, with reverse charge: you settle the tax with your own tax office.</>
  ),
};

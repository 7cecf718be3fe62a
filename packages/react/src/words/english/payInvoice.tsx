import type { ReactNode } from 'react';

export const payInvoice = {
  /** On the button of a row, and of the form that it opens. */
  open: 'Pay',
  openOf: (action: string, number: string) => `${action}, invoice ${number}`,
  title: (number: string) => `Pay invoice ${number}`,
  chooseMethod: 'Pay with',
  /** One of several to choose from. */
  expired: (method: string) => `${method} (expired)`,
  usual: 'It is charged to what is on file.',
  with: (method: string) => `It is charged to ${method}.`,
  pay: (amount: ReactNode): ReactNode => <>Pay {amount} now</>,
  cancel: 'Cancel',
  close: 'Close',
  sending: 'Paying…',
  authenticating: 'Confirm the payment with your bank.',
  settling: 'Waiting for your bank…',
  settlingAdvice: 'This can take a moment. You do not need to pay again.',
  processing: 'The payment is under way.',
  processingAdvice: 'Your bank takes some days for it. You do not need to pay again.',
  notPaid: 'The payment did not go through.',
  notOpened: 'This could not be opened.',
  offline: 'You are offline. Nothing can be paid now.',
  /** Read out when it was paid. */
  paid: (number: string) => `Invoice ${number} is paid.`,
};

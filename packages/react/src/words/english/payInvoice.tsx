import type { ReactNode } from 'react';

export const payInvoice = {
  title: (number: string) => `Pay invoice ${number}`,
  chooseMethod: 'Pay with',
  /** One of several to choose from. */
  expired: (method: string) => `${method} (expired)`,
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
  offline: 'You are offline. Nothing can be paid now.',
};

import type { ReactNode } from 'react';

export const payInvoice = {
  title: (number: string) => `Pay invoice ${number}`,
  chooseMethod: 'Pay with',
  /** One of several to choose from. */
  expired: (method: string) => `${method} (expired)`,
  with: (method: string) => `It is charged to ${method}.`,
  /** Where it could not be asked what is on file. */
  withUsual: 'It is charged to your usual payment method.',
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
  missing: 'No payment method is on file.',
  addPaymentMethod: 'Add a payment method',
  /** Beside the way to enter one. */
  addAdvice: (amount: ReactNode): ReactNode => (
    <>Nothing is charged by that. Once it is saved, you can pay {amount} with it.</>
  ),
  /** Once it is saved. */
  added: (amount: ReactNode): ReactNode => <>It is saved. {amount} is still to be paid.</>,
  offline: 'You are offline. Nothing can be paid now.',
};

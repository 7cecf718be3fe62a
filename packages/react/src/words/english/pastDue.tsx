import type { ReactNode } from 'react';

export const pastDue = {
  title: (date: ReactNode): ReactNode => <>Payment failed on {date}</>,
  /** Of a plan that somebody else bills. */
  titleElsewhere: (plan: string) => `A payment for ${plan} did not go through`,
  payElsewhere: (name: string) => `It is paid at ${name}, and not here.`,
  titleUnpaid: 'A payment is due',
  titleConfirm: 'Confirm your payment',
  failed: (amount: ReactNode, plan: string, method: string): ReactNode => (
    <>
      {amount} for {plan} could not be charged to {method}.
    </>
  ),
  owed: (amount: ReactNode, plan: string): ReactNode => (
    <>
      {amount} for {plan} is not paid, because no payment method is on file.
    </>
  ),
  confirm: (amount: ReactNode, plan: string): ReactNode => (
    <>
      Your bank wants you to confirm the payment of {amount} for {plan}.
    </>
  ),
  nextAttempt: (date: ReactNode): ReactNode => <>It is tried again on {date}.</>,
  lastAttempt: 'It is not tried again by itself.',
  pay: (amount: ReactNode): ReactNode => <>Pay {amount} now</>,
  payWith: (amount: ReactNode, method: string): ReactNode => (
    <>
      Pay {amount} with {method}
    </>
  ),
  confirmPayment: 'Confirm payment',
  updatePaymentMethod: 'Use another payment method',
  addPaymentMethod: 'Add a payment method',
  /** Beside the way to enter another one. */
  updateAdvice: (amount: ReactNode): ReactNode => (
    <>Nothing is charged by that. Once it is saved, you can pay {amount} with it.</>
  ),
  /** Once it is saved. */
  updated: (amount: ReactNode): ReactNode => <>It is saved. {amount} is still to be paid.</>,
  mayNotPay: 'Ask whoever manages billing for you to pay it.',
  paying: 'Paying…',
  authenticating: 'Confirm the payment with your bank.',
  settling: 'Waiting for your bank…',
  settlingAdvice: 'This can take a moment. You do not need to pay again.',
  notPaid: 'The payment did not go through.',
  received: 'Payment received',
  receivedAdvice: (plan: string) => `${plan} is active.`,
};

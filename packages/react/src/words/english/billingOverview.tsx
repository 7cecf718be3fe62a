import type { ReactNode } from 'react';
import { recurrence } from './recurrence.js';

export const billingOverview = {
  title: 'Overview',
  loading: 'Loading your overview…',
  failed: 'Your overview could not be loaded.',
  free: 'You are not paying for a plan.',
  price: (amount: ReactNode, interval: string, count: number): ReactNode => (
    <>
      {amount} {recurrence(interval, count)}
    </>
  ),
  /** Above what is charged next. */
  next: 'Next payment',
  /** When, beside the amount. */
  on: (date: ReactNode): ReactNode => <>on {date}</>,
  to: (method: string) => `to ${method}`,
  noMethod: 'No payment method is on file.',
  afterCredit: (credit: ReactNode): ReactNode => <>after {credit} of credit</>,
  nothingNext: 'Nothing is going to be charged.',
  nextLoading: 'Loading what is charged next…',
  nextFailed: 'What is charged next could not be loaded.',
  overdue: 'Overdue',
  overdueRetried: (date: ReactNode): ReactNode => <>It is tried again on {date}.</>,
  changes: (plan: string, date: ReactNode): ReactNode => (
    <>
      Changes to {plan} on {date}
    </>
  ),
  ends: (date: ReactNode): ReactNode => <>Ends on {date}</>,
  trialEnds: (date: ReactNode): ReactNode => <>Trial ends on {date}</>,
  pauses: (from: ReactNode, until: ReactNode): ReactNode => (
    <>
      Pauses from {from} until {until}
    </>
  ),
  pausedUntil: (date: ReactNode): ReactNode => <>Paused until {date}</>,
  confirming: 'A change waits for its payment.',

  /** Names the ways to the sections. */
  sections: 'Billing',
  toPlan: 'Change plan',
  toPaymentMethods: 'Payment methods',
  toInvoices: 'Invoices',
  toBillingDetails: 'Billing details',
  pay: 'See what is overdue',
};

import type { ReactNode } from 'react';

export const upcomingInvoice = {
  title: 'Next invoice',
  loading: 'Loading your next invoice…',
  failed: 'Your next invoice could not be loaded.',
  empty: 'Nothing is going to be charged.',
  /** When it is issued. */
  issued: (date: ReactNode): ReactNode => <>Expected on {date}</>,
  period: (start: ReactNode, end: ReactNode): ReactNode => (
    <>
      For {start} to {end}
    </>
  ),
  amountDue: 'Estimated amount due',
  charged: (method: string) => `Will be charged to ${method}.`,
  noMethod: 'No payment method is on file.',
  estimate: 'An estimate: it changes if your plan, your credit or taxes change before then.',
  /** Names the choice of a subscription, where a customer has several. */
  subscription: 'Subscription',
};

import type { ReactNode } from 'react';
import { plural } from '../plural.js';

export const upcomingInvoice = {
  title: 'Next invoice',
  loading: 'Loading your next invoice…',
  failed: 'Your next invoice could not be loaded.',
  empty: 'Nothing is going to be charged.',
  /** When it is issued, and for which time. */
  issued: (date: ReactNode, start: ReactNode, end: ReactNode): ReactNode => (
    <>
      Expected on {date}, for {start} to {end}.
    </>
  ),
  amountDue: 'Estimated amount due',
  charged: (method: string) => `Will be charged to ${method}.`,
  noMethod: 'No payment method is on file.',
  estimate: 'An estimate: it changes if your plan, your credit or taxes change before then.',
  /** Names the choice of a subscription, where a customer has several. */
  subscription: 'Subscription',
  /** One of several subscriptions: `Team, 6 seats`. */
  subscriptionOf: (plan: string, count: number) =>
    count > 1 ? `${plan}, ${plural('en', count, { one: '# seat', other: '# seats' })}` : plan,
};

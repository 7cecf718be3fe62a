import type { ReactNode } from 'react';
import { plural } from '../plural.js';
import { recurrence } from './recurrence.js';

export const subscriptionSummary = {
  title: 'Plan',
  loading: 'Loading your plan…',
  failed: 'Your plan could not be loaded.',
  /** What stands where the name of a plan would, for a customer who pays for none. */
  free: 'Free',
  freeAdvice: 'You are not paying for a plan.',
  /** A price and how often it is due: `$48.00 a month`. */
  price: (amount: ReactNode, interval: string, count: number): ReactNode => (
    <>
      {amount} {recurrence(interval, count)}
    </>
  ),
  plusTax: 'plus tax',
  taxIncluded: 'tax included',
  /** Of a plan that is paid for twice, which hardly anybody means to. */
  duplicate: (plan: string, count: number) =>
    `You have ${count === 2 ? 'two' : count} subscriptions of ${plan}. You pay for each of them.`,
  seats: (count: number) => plural('en', count, { one: '# seat', other: '# seats' }),

  renews: (date: ReactNode): ReactNode => <>Renews on {date}</>,
  ends: (date: ReactNode): ReactNode => <>Ends on {date}</>,
  trialEnds: (date: ReactNode): ReactNode => <>Your trial ends on {date}.</>,
  trialEndsThenPaid: (date: ReactNode): ReactNode => <>Your trial ends on {date}, then you are charged.</>,
  trialEndsForGood: (date: ReactNode): ReactNode => <>Your trial ends on {date}. You will not be charged.</>,
  pastDue: 'Your last payment did not go through. Update how you pay to keep this plan.',
  pastDueEnds: (date: ReactNode): ReactNode => (
    <>Your last payment did not go through. The plan ends on {date}.</>
  ),
  unpaid: 'This plan is on hold because it was not paid.',
  overdue: (amount: ReactNode): ReactNode => (
    <>Your payment of {amount} did not go through. Pay it to keep this plan.</>
  ),
  overdueRetried: (amount: ReactNode, date: ReactNode): ReactNode => (
    <>
      Your payment of {amount} did not go through. It is tried again on {date}.
    </>
  ),
  paused: 'Nothing is charged while it is paused.',
  pausedUntil: (date: ReactNode): ReactNode => <>Nothing is charged until {date}, when it goes on.</>,
  pauses: (from: ReactNode, until: ReactNode): ReactNode => (
    <>
      Pauses from {from} until {until}
    </>
  ),
  changes: (plan: string, date: ReactNode): ReactNode => (
    <>
      Changes to {plan} on {date}
    </>
  ),
  /** Takes a scheduled end back. */
  keep: 'Keep plan',
  /** Takes a pause back that has not begun. */
  unpause: 'Do not pause',
  /** Ends a pause, and begins a period that is paid for. */
  resume: (amount: ReactNode): ReactNode => <>Pay {amount} and resume</>,
  incomplete: 'It starts when the first payment went through.',
  ended: (plan: string, date: ReactNode): ReactNode => (
    <>
      {plan} ended on {date}
    </>
  ),
};

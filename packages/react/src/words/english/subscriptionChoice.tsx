import type { ReactNode } from 'react';
import { recurrence } from './recurrence.js';

/** Of the choice between several subscriptions. */
export const subscriptionChoice = {
  /** What tells one from another that is called the same. */
  since: (date: ReactNode): ReactNode => <>Since {date}</>,
  price: (amount: ReactNode, interval: string, count: number): ReactNode => (
    <>
      {amount} {recurrence(interval, count)}
    </>
  ),
  /** Names what follows the choice, for those who listen: `Change plan: Team, 6 seats`. */
  chosen: (title: string, name: string) => `${title}: ${name}`,
};
